package fovea.engine.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of float32 numbers with a shape, such as {@code [C, H, W]} for feature maps. Row-major: the
 * last axis runs fastest. The array is shared, not copied, and nobody writes to it once the tensor
 * exists, so tensors may be read by many threads.
 */
public final class Tensor {

  /** Numbers that are written at once: 64 kB. */
  private static final int PIECE = 16_384;

  private final float[] data;
  private final int[] shape;

  /** Made when it is first asked for; two threads may make the same at once. */
  private volatile @Nullable String word;

  private Tensor(float[] data, int[] shape) {
    this.data = data;
    this.shape = shape;
  }

  /**
   * Wraps the array.
   *
   * @param data exactly as many numbers as the shape has elements
   */
  public static Tensor of(float[] data, int... shape) {
    long elements = elements(shape);
    if (elements != data.length) {
      throw new IllegalArgumentException(
          "expected %d numbers for shape %s but found %d"
              .formatted(elements, Arrays.toString(shape), data.length));
    }
    return new Tensor(data, shape.clone());
  }

  /** Multiplies the dimensions; 1 for a single number, whose shape is empty. */
  static long elements(int[] shape) {
    long elements = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "a dimension cannot be negative: " + Arrays.toString(shape));
      }
      elements = Math.multiplyExact(elements, (long) dimension);
    }
    return elements;
  }

  /** The numbers, last axis fastest: element (c, y, x) of a C × H × W tensor is at (c·H + y)·W + x. */
  public float[] data() {
    return data;
  }

  /** The length of every axis, in a fresh array. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of axes. */
  public int rank() {
    return shape.length;
  }

  /** The length of one axis, counted from 0. */
  public int dimension(int axis) {
    return shape[axis];
  }

  /** The number of elements. */
  public int size() {
    return data.length;
  }

  /** Whether this tensor has exactly these dimensions. */
  public boolean hasShape(int... expected) {
    return Arrays.equals(shape, expected);
  }

  /** The word for its shape and numbers, as {@link Digest} has it; a picture's is asked for at every edit. */
  public String word() {
    String known = word;
    if (known == null) {
      known = Digest.of(this);
      word = known;
    }
    return known;
  }

  /**
   * Writes some of the numbers, float32 little-endian, a piece at a time.
   *
   * @param first counts from 0
   * @throws IOException from the stream
   */
  public void write(int first, int count, OutputStream to) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(Math.min(count, PIECE) * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < count; done += PIECE) {
      int many = Math.min(PIECE, count - done);
      piece.asFloatBuffer().put(data, first + done, many);
      to.write(piece.array(), 0, many * Float.BYTES);
    }
  }

  /** Names the shape, not the numbers: {@code Tensor[3, 64, 64]}. */
  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
