package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Stored;
import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.explain.Excitement.Excited;
import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExcitementTest {

  private static final Inference INFERENCE = new Inference(2, 1 << 22, Kernels.best());
  private static final Inference TEXTBOOK = new Inference(1, 1 << 22, Kernels.textbook());

  @AfterAll
  static void close() {
    INFERENCE.close();
    TEXTBOOK.close();
  }

  @Test
  void theBrightestPictureExcitesAMapOfBrightnessMostAndAtItsBrightestPixel() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"name": "bright", "input": [1, 5, 6], "layers": [
          {"id": "conv", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1,
           "bias": false},
          {"id": "behind", "type": "Conv2d", "out_channels": 1, "kernel_size": 3}]}"""));
    // The first map is the picture, the second the picture with its sign turned.
    float[] kernels = new float[18];
    kernels[4] = 1;
    kernels[13] = -1;
    Weights weights = Weights.of(
        Map.of("conv.weight", Tensor.of(kernels, 2, 1, 3, 3)), 0);
    Stored.Builder pictures = new Stored.Builder(List.of("dot"), new Maps(1, 5, 6));
    int[][] dots = {{2, 3, 100}, {0, 5, 255}, {4, 0, 51}};
    for (int[] dot : dots) {
      byte[] pixels = new byte[30];
      pixels[dot[0] * 6 + dot[1]] = (byte) dot[2];
      pictures.add(0, pixels);
    }
    Dataset set = pictures.build();
    Excitement found = Excitement.of(
        INFERENCE, network, weights, "conv", set, 3, new Cancellation());
    assertArrayEquals(new int[]{1, 0, 2}, found.most(0, 9));
    assertArrayEquals(new int[]{1, 0}, found.most(0, 2));
    assertArrayEquals(new int[]{0, 1, 2}, found.most(1, 3), "all alike: zero");
    Excited corner = found.place(
        INFERENCE, network, weights, set, 0, 1, new Cancellation());
    assertEquals(1, corner.value());
    assertEquals(new Unit("conv", 0, 0, 5), corner.unit());
    SeenBox seen = corner.seen().orElseThrow();
    // The window lies half outside of the picture, which is not to be looked at.
    assertEquals(List.of(0, 4, 1, 5),
        List.of(seen.top(), seen.left(), seen.bottom(), seen.right()));
  }

  @Test
  void theMostExcitingPicturesAreThoseOfTheTextbookAndWhatLiesOutsideOfTheirBoxesDoesNotCount() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"name": "net", "input": [3, 24, 20], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
          {"id": "relu1", "type": "ReLU"},
          {"id": "pool1", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv2", "type": "Conv2d", "out_channels": 5, "kernel_size": 3},
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 3}]}"""));
    Weights weights = Weights.seeded(8);
    Dataset set = new Shapes(24, 20, 3);
    Excitement found = Excitement.of(
        INFERENCE, network, weights, "conv2", set, 30, new Cancellation());
    for (int channel = 0; channel < 5; channel++) {
      int map = channel;
      List<Integer> expected = IntStream.range(0, 30).boxed()
          .sorted(Comparator.comparingDouble(n -> -largest(network, weights, set.image(n), map)))
          .limit(9).toList();
      assertEquals(expected, IntStream.of(found.most(channel, 9)).boxed().toList());
      Excited most = found.place(INFERENCE, network, weights, set, channel, expected.getFirst(),
          new Cancellation());
      assertEquals(largest(network, weights, set.image(most.index()), channel), most.value(),
          1e-5);
      SeenBox seen = most.seen().orElseThrow();
      Tensor patched = set.image(most.index());
      float[] pixels = patched.data().clone();
      for (int i = 0; i < pixels.length; i++) {
        int y = i / 20 % 24;
        int x = i % 20;
        if (y < seen.top() || y > seen.bottom() || x < seen.left() || x > seen.right()) {
          pixels[i] = 1 - pixels[i];
        }
      }
      Tensor maps = values(network, weights, Tensor.of(pixels, 3, 24, 20));
      Unit unit = most.unit();
      assertEquals(most.value(),
          maps.data()[(channel * maps.dimension(1) + unit.y()) * maps.dimension(2) + unit.x()],
          1e-5);
    }
    assertTrue(found.value(found.most(0, 1)[0], 0) >= found.value(found.most(0, 2)[1], 0));
  }

  private static double largest(
      NetworkReading network, Weights weights, Tensor picture, int channel) {
    Tensor maps = values(network, weights, picture);
    int cells = maps.dimension(1) * maps.dimension(2);
    return IntStream.range(channel * cells, (channel + 1) * cells)
        .mapToDouble(i -> maps.data()[i]).max().orElseThrow();
  }

  private static Tensor values(NetworkReading network, Weights weights, Tensor picture) {
    return TEXTBOOK.run(network, weights, picture, Set.of("conv2"), Progress.NONE,
        new Cancellation()).tensor("conv2");
  }
}
