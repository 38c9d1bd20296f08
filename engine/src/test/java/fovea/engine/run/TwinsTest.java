package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.LayerType;
import fovea.engine.reading.NetworkReading;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vectorised kernel gives what its textbook twin gives, on random layers and numbers. */
class TwinsTest {

  @Test
  void fastKernelsGiveWhatTheTextbookGivesAtEveryWidthOfVectors()
      throws IOException, InterruptedException {
    KernelFuzz fuzz = new KernelFuzz(3_000);
    assertTrue(fuzz.isRight(), "a draw that the error stream shows");
    for (String kernel : Set.of("Winograd", "few numbers", "rows laid out", "depthwise, added",
        "direct 1×1, depthwise", "of means", "before that", "dot products at", "pooling",
        "back by direct", "back by depthwise")) {
      assertTrue(fuzz.table().contains(kernel), kernel + " in\n" + fuzz.table());
    }
  }

  @Test
  void everyTypeOfLayerIsDrawn() {
    Set<LayerType> drawn = new HashSet<>();
    LongStream.range(0, 1_000).mapToObj(RandomLayers::of)
        .forEach(network -> network.layers()
            .forEach(layer -> drawn.add(LayerType.of(layer.node().layer()))));
    assertEquals(Set.copyOf(LayerType.all()), drawn);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "[2,16,2]: {'type':'Conv2d','out_channels':2,'kernel_size':[5,3],'stride':[2,1],'padding':[2,1],'groups':2}",
    "[2,2,16]: {'type':'Conv2d','out_channels':2,'kernel_size':[3,5],'stride':[1,2],'padding':[1,2],'groups':2}",
    "[3,9,7]: {'type':'Conv2d','out_channels':6,'kernel_size':1},{'id':'y','type':'Conv2d','out_channels':6,'kernel_size':3,'stride':[3,1],'padding':[0,2],'groups':6}"})
  void aDepthwiseConvolutionStepsDownByItsOwnStride(String layers) {
    agree(layers);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "[2,9,9]: {'type':'Conv2d','out_channels':3,'kernel_size':3,'stride':1000000000,'padding':1000000000}",
    "[2,9,9]: {'type':'Conv2d','out_channels':2,'groups':2,'kernel_size':3,'stride':1000000000,'padding':1000000000}",
    "[2,9,9]: {'type':'Conv2d','out_channels':3,'kernel_size':2,'dilation':1000000000,'padding':500000000}",
    "[2,9,9]: {'type':'Conv2d','out_channels':3,'kernel_size':3,'stride':[20000,1],'padding':[20000,1]}",
    "[2,9,9]: {'type':'Conv2d','out_channels':3,'kernel_size':1,'stride':2147483647,'padding':2147483647,'padding_mode':'replicate'}",
    "[2,2,2]: {'type':'ConvTranspose2d','out_channels':3,'kernel_size':4,'stride':1073741824,'dilation':1073741824,'padding':2147483640}"})
  void paddingFarBeyondThePictureTakesNoMemory(String layers) {
    agree(layers);
  }

  private static void agree(String layers) {
    String[] parts = layers.replace('\'', '"').split(": ", 2);
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(
        "{\"name\":\"n\",\"input\":%s,\"layers\":[%s]}"
            .formatted(parts[0], parts[1].replaceFirst("\\{", "{\"id\":\"x\","))));
    assertTrue(network.isLegal(), () -> network.problems().toString());
    LongStream.range(0, 8).forEach(seed -> new KernelDraw(network, seed).furthest());
  }
}
