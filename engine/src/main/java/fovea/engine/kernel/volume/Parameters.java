package fovea.engine.kernel.volume;

import fovea.engine.tensor.Tensor;
import java.util.Map;

/** Finds a layer's tensors among those that it was given. */
public final class Parameters {

  private Parameters() {}

  /** The tensor of that name, which a layer of this type always has. */
  public static Tensor required(Map<String, Tensor> parameters, String name) {
    Tensor tensor = parameters.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "expected a tensor named %s but found %s".formatted(name, parameters.keySet()));
    }
    return tensor;
  }
}
