package fovea.engine.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import org.junit.jupiter.api.Test;

/** A network is made to give one number for each class, whatever it ends with. */
class ClassRepairsTest {

  @Test
  void theLastLinearGivesAnotherNumberOfOutputs() {
    Repair repair = ClassRepairs.giving(8, reading(Zoo.network("lenet5"))).orElseThrow();
    assertTrue(repair.title().startsWith("Set out_features of "), repair.title());
    assertTrue(repair.title().endsWith(" to 8"), repair.title());
    assertEquals(8, ClassRepairs.outputs(after(Zoo.network("lenet5"), repair)));
  }

  @Test
  void aConvolutionBeforeGlobalPoolingDecidesToo() {
    Network network = NetworkDocument.parse("""
        {"name": "pooled", "input": [3, 16, 16], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 6, "kernel_size": 3},
          {"id": "conv2", "type": "Conv2d", "out_channels": 10, "kernel_size": 1},
          {"id": "relu", "type": "ReLU"},
          {"id": "pool", "type": "AdaptiveAvgPool2d", "output_size": 1},
          {"id": "flat", "type": "Flatten"}]}
        """);
    assertEquals("Set out_channels of conv2 to 4",
        ClassRepairs.giving(4, reading(network)).orElseThrow().title());
  }

  @Test
  void mapsAtTheEndGetAFlattenAndALinear() {
    Network network = NetworkDocument.parse("""
        {"name": "maps", "input": [1, 8, 8], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}
        """);
    assertEquals(0, ClassRepairs.outputs(reading(network)));
    Repair repair = ClassRepairs.giving(10, reading(network)).orElseThrow();
    assertEquals("Add a Flatten and a Linear to 10", repair.title());
    assertEquals(10, ClassRepairs.outputs(after(network, repair)));
  }

  @Test
  void whatFitsOrCannotBeComputedIsLeftAlone() {
    assertTrue(ClassRepairs.giving(10, reading(Zoo.network("lenet5"))).isEmpty());
    NetworkReading broken = reading(NetworkDocument.parse("""
        {"name": "broken", "input": [1, 4, 4], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 9}]}
        """));
    assertFalse(broken.isLegal());
    assertTrue(ClassRepairs.giving(10, broken).isEmpty());
    assertEquals(0, ClassRepairs.outputs(broken));
  }

  private static NetworkReading reading(Network network) {
    return NetworkReading.of(network);
  }

  private static NetworkReading after(Network network, Repair repair) {
    return reading(repair.edit().applyTo(network));
  }
}
