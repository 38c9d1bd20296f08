package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import fovea.engine.format.NetworkDocument;
import fovea.engine.gradient.BackwardPass;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of infinity and NaN is what PyTorch makes of them. */
class NotANumberTest {

  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  private final Inference fast = new Inference(1, 0, Kernels.best());
  private final Inference textbook = new Inference(1, 0, Kernels.textbook());

  @AfterEach
  void close() {
    fast.close();
    textbook.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nearestUpsamplingRepeatsThemAndLeavesTheirNeighboursAlone(boolean isFast) {
    assertArrayEquals(new float[]{1, 1, -INFINITY, -INFINITY, 2, 2, NAN, NAN, 3, 3},
        run(isFast ? fast : textbook, "'type':'Upsample','scale_factor':[1,2]",
            1, -INFINITY, 2, NAN, 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLargestOfNumbersAndNaNIsNaN(boolean isFast) {
    assertArrayEquals(new float[]{NAN, NAN, INFINITY},
        run(isFast ? fast : textbook,
            "'type':'MaxPool2d','kernel_size':[1,3],'stride':1", 1, NAN, 2, INFINITY, 3));
  }

  @Test
  void theGradientOfALargestThatIsNaNBelongsToTheLastNaN() {
    NetworkReading network = network("'type':'MaxPool2d','kernel_size':[1,3],'stride':1", 5);
    Tensor picture = Tensor.of(new float[]{1, NAN, 2, NAN, 3}, 1, 1, 5);
    Activations values = fast.run(network, Weights.seeded(0), picture, Set.of("input"),
        Progress.NONE, new Cancellation());
    Tensor gradient = fast.compute(crew -> new BackwardPass(
        network, Weights.seeded(0), values, fast.family(), crew)
        .run("x", Tensor.of(new float[]{1, 10, 100}, 1, 1, 3)), new Cancellation());
    assertArrayEquals(new float[]{0, 1, 0, 110, 0}, gradient.data());
  }

  private static float[] run(Inference inference, String layer, float... row) {
    return inference.run(network(layer, row.length), Weights.seeded(0),
        Tensor.of(row, 1, 1, row.length), Set.of("x"), Progress.NONE, new Cancellation())
        .tensor("x").data();
  }

  private static NetworkReading network(String layer, int width) {
    return NetworkReading.of(NetworkDocument.parse(
        "{\"name\":\"n\",\"input\":[1,1,%d],\"layers\":[{\"id\":\"x\",%s}]}"
            .formatted(width, layer.replace('\'', '"'))));
  }
}
