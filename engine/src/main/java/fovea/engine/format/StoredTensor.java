package fovea.engine.format;

import java.util.List;

/**
 * What the header of a safetensors file says about a tensor; its place is [begin, end) within the
 * numbers.
 *
 * @param shape outermost axis first; may have no axis, or axes of no length
 */
public record StoredTensor(
    String name, NumberType type, List<Long> shape, long begin, long end) {

  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** How many numbers it has; the file's length bounds them. */
  public long elements() {
    return (end - begin) * Byte.SIZE / type.bits();
  }
}
