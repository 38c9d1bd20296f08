package fovea.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Parameters;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that has packed its weights lets the ones that it was made of go. */
class PackedWeightsTest {

  @ParameterizedTest
  @CsvSource({"Winograd, 16, 3, 1", "few numbers, 3, 3, 1", "direct 1×1, 16, 1, 0"})
  void aKernelKeepsItsWeightsOnce(String kind, int in, int kernelSize, int padding) {
    LayerReading layer = NetworkReading.of(NetworkDocument.parse(
        """
        {"name": "one", "input": [%d, 12, 12], "layers": [
          {"id": "conv", "type": "Conv2d", "out_channels": 16, "kernel_size": %d, "padding": %d}]}"""
            .formatted(in, kernelSize, padding)))
        .layers().getFirst();
    Map<String, Tensor> parameters = new HashMap<>(Weights.seeded(0).tensors(layer));
    WeakReference<float[]> given = new WeakReference<>(
        Parameters.required(parameters, "weight").data());

    Kernel kernel = Kernels.best().kernel(layer, parameters);
    parameters.clear();
    try {
      assertTrue(kernel.description().contains(kind), kernel.description());
      for (int i = 0; i < 20 && given.get() != null; i++) {
        System.gc();
      }
      assertTrue(given.get() == null, kind);
    } finally {
      Reference.reachabilityFence(kernel);
    }
  }
}
