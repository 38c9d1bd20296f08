package fovea.server.training;

import fovea.engine.format.Safetensors;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A moment as bytes, in which a training outlives its server. */
final class Checkpoint {

  private static final String WEIGHTS = "weights/";
  private static final String MEMORY = "memory";

  private Checkpoint() {}

  static byte[] write(NetworkReading network, Moment moment) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    numbers(network, moment.weights()).forEach(
        (slice, tensor) -> tensors.put(WEIGHTS + slice.parameter(), tensor));
    for (int i = 0; i < moment.memories().size(); i++) {
      String prefix = memory(i);
      moment.memories().get(i).forEach((name, tensor) -> tensors.put(prefix + name, tensor));
    }
    return Safetensors.write(tensors);
  }

  /** Of a network without parameters there is none. */
  static Moment read(byte[] file, int step, long seed) {
    Map<String, Tensor> tensors = Safetensors.read(file);
    List<Map<String, Tensor>> memories = new ArrayList<>();
    Map<String, Tensor> memory = below(memory(0), tensors);
    while (!memory.isEmpty()) {
      memories.add(memory);
      memory = below(memory(memories.size()), tensors);
    }
    return new Moment(step, Weights.of(below(WEIGHTS, tensors), seed), memories);
  }

  private static String memory(int number) {
    return MEMORY + number + "/";
  }

  private static Map<String, Tensor> below(String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> below = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(prefix)) {
        below.put(name.substring(prefix.length()), tensor);
      }
    });
    return below;
  }

  /** All parameters of a network, as it keeps what is its own. */
  static Map<Slice, Tensor> numbers(NetworkReading network, Weights weights) {
    Map<Slice, Tensor> numbers = new LinkedHashMap<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        numbers.put(new Slice(parameter.name(), List.of()), weights.tensor(parameter));
      }
    }
    return numbers;
  }
}
