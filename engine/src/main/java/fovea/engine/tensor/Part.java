package fovea.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Numbers that a network was given for a part of a parameter, in place of those of the seed. They may
 * lie elsewhere until somebody computes with them; their word and their shape are known before.
 *
 * @param slice whose numbers they are
 * @param shape what the slice must have
 * @param digest makes the word for the numbers; asked for once
 * @param numbers brings them
 */
public record Part(
    Slice slice, List<Long> shape, Supplier<String> digest, Supplier<Tensor> numbers) {

  public Part {
    shape = List.copyOf(shape);
  }

  /** Numbers that are here. */
  public Part(Slice slice, Tensor tensor) {
    this(slice, dimensions(tensor), tensor::word, () -> tensor);
  }

  /** A tensor's shape, as parameters have it. */
  public static List<Long> dimensions(Tensor tensor) {
    List<Long> dimensions = new ArrayList<>();
    for (int dimension : tensor.shape()) {
      dimensions.add((long) dimension);
    }
    return dimensions;
  }
}
