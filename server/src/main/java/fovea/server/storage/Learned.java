package fovea.server.storage;

import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What a training is to keep of a moment.
 *
 * @param numbers all that the network has learned and remembers, whole parameters
 * @param classes the names of what it tells apart
 * @param loss of the last batch, 0 before the first
 * @param accuracy of the last batch
 * @param validationAccuracy on pictures that it does not learn from, when they were last looked at
 */
public record Learned(Map<Slice, Tensor> numbers, List<String> classes, double loss,
    double accuracy, double validationAccuracy) {

  public Learned {
    numbers = Map.copyOf(numbers);
    classes = List.copyOf(classes);
  }
}
