package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kernels of a family, whose names are written down as they are made. For one thread. */
final class RecordingKernels implements Kernels {

  private final Kernels kernels;
  private final Set<String> used = new HashSet<>();
  private String prefix = "";

  RecordingKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  /** The names that people see. */
  Set<String> used() {
    return used;
  }

  /** From now on it is the way back that they compute. */
  void backward() {
    prefix = "back by ";
  }

  @Override
  public String reason() {
    return kernels.reason();
  }

  @Override
  public int lanes() {
    return kernels.lanes();
  }

  @Override
  public int joined(List<LayerReading> chain) {
    return kernels.joined(chain);
  }

  @Override
  public Kernel kernel(LayerReading layer, Map<String, Tensor> parameters) {
    return kernel(List.of(layer), List.of(parameters));
  }

  @Override
  public Kernel kernel(List<LayerReading> chain, List<Map<String, Tensor>> parameters) {
    Kernel kernel = kernels.kernel(chain, parameters);
    used.add(prefix + kernel.description());
    return kernel;
  }
}
