package fovea.engine.kernel;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A family of kernels: for every layer type, one way to compute it. */
public interface Kernels {

  /** Which family this is and why it was chosen, in a sentence. */
  String reason();

  /** What the pitch of volumes is a multiple of. */
  int lanes();

  /**
   * Makes a layer ready to be computed.
   *
   * @param layer a legal layer whose volumes fit into arrays
   * @param parameters its tensors, by the last part of their names: {@code weight}
   */
  Kernel kernel(LayerReading layer, Map<String, Tensor> parameters);

  /**
   * About how much memory a layer's kernel takes, known before it is made.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  default long bytes(LayerReading layer) {
    long elements = 0;
    for (Parameter parameter : layer.cost().parameters()) {
      elements = Math.addExact(elements, parameter.elements());
    }
    return Math.multiplyExact(elements, (long) Float.BYTES);
  }

  /**
   * How many layers of a chain, each of which is read by the next one only, can be computed in one
   * go; 1 if this family does not join layers.
   */
  default int joined(List<LayerReading> chain) {
    return 1;
  }

  /**
   * Makes as many layers ready as {@link #joined} says. The kernel reads what the first layer reads,
   * then what the others read beside the one before them.
   */
  default Kernel kernel(List<LayerReading> chain, List<Map<String, Tensor>> parameters) {
    return kernel(chain.getFirst(), parameters.getFirst());
  }

  /**
   * The fastest family that this process can run. The system property {@code fovea.kernels} may ask
   * for the {@code textbook}.
   */
  static Kernels best() {
    if ("textbook".equals(System.getProperty("fovea.kernels"))) {
      return new TextbookKernels("textbook loops, as fovea.kernels asks for");
    }
    // Asked for by name: without the module the vectorised classes cannot even be loaded.
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorKernels()
        : new TextbookKernels(
            "textbook loops, because the JVM runs without --add-modules jdk.incubator.vector");
  }

  /** The loops of the textbook, in plain Java: the reference, and what every machine can run. */
  static Kernels textbook() {
    return new TextbookKernels("textbook loops");
  }
}
