package fovea.engine.kernel.volume;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * The values of one layer as kernels like them: channels last. All channels of a pixel are
 * neighbours, so one vector instruction works on many channels, whatever the kernel's size, stride or
 * padding. A pixel takes {@code pitch} floats, its channels rounded up to whole vectors; what the
 * extra lanes hold has no meaning. Behind the last pixel stands one more that is zero in every lane:
 * whoever reads the padding reads it.
 *
 * <p>Features are one pixel with many channels. Written once, by the threads that compute the layer;
 * read by many afterwards.
 */
public final class Volume {

  /** Pixels that are turned round together, so that all their channels stay in the cache. */
  private static final int BLOCK = 32;

  /**
   * Where the first pixel begins in {@code data}. A large array begins with a cache line and its header
   * takes 16 bytes; behind twelve floats more vectors lie within lines. Writing across two lines that
   * are not in the cache takes half as long again.
   */
  public static final int FIRST = 12;

  /** All pixels, from {@link #FIRST} on. */
  public final float[] data;
  /** Numbers of a pixel that have a meaning. */
  public final int channels;
  /** Rows. */
  public final int height;
  /** Columns. */
  public final int width;
  /** Floats from one pixel to the next. */
  public final int pitch;

  private final int first;

  private Volume(float[] data, int first, int channels, int height, int width, int pitch) {
    this.data = data;
    this.first = first;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pitch = pitch;
  }

  /**
   * A volume of zeros.
   *
   * @param lanes pixels are a multiple of so many floats
   */
  public static Volume of(Shape shape, int lanes) {
    return in(new float[Math.toIntExact(floats(shape, lanes))], shape, lanes);
  }

  /**
   * A volume that holds anything but zeros in its padding.
   *
   * @param data at least as long as {@link #bytes} says
   */
  public static Volume in(float[] data, Shape shape, int lanes) {
    return in(data, FIRST, shape, lanes);
  }

  /**
   * A volume that shares its array with others.
   *
   * @param first where its first pixel begins
   */
  public static Volume in(float[] data, int first, Shape shape, int lanes) {
    Volume volume = switch (shape) {
      case Shape.Maps(int c, int h, int w) -> new Volume(data, first, c, h, w, roundUp(c, lanes));
      case Shape.Features(long n) ->
        new Volume(data, first, (int) n, 1, 1, roundUp((int) n, lanes));
    };
    volume.clearPadding();
    return volume;
  }

  /** Makes the pixel of zeros one again, where something else may have stood in its memory. */
  public void clearPadding() {
    Arrays.fill(data, zeros(), zeros() + pitch, 0);
  }

  /** A copy of a tensor {@code [C, H, W]} or {@code [N]}. */
  public static Volume of(Tensor tensor, int lanes) {
    Shape shape = tensor.rank() == 1
        ? new Shape.Features(tensor.dimension(0))
        : new Shape.Maps(tensor.dimension(0), tensor.dimension(1), tensor.dimension(2));
    Volume volume = of(shape, lanes);
    volume.set(tensor);
    return volume;
  }

  /** Copies a tensor of this volume's shape. */
  public void set(Tensor tensor) {
    float[] values = tensor.data();
    int pixels = pixels();
    for (int first = 0; first < pixels; first += BLOCK) {
      int end = Math.min(pixels, first + BLOCK);
      for (int c = 0; c < channels; c++) {
        for (int pixel = first; pixel < end; pixel++) {
          data[at(pixel) + c] = values[c * pixels + pixel];
        }
      }
    }
  }

  /** The array, to be used for something else once nobody reads this volume any more. */
  public float[] release() {
    return data;
  }

  /**
   * The memory that a volume of this shape takes.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  public static long bytes(Shape shape, int lanes) {
    return Math.multiplyExact(floats(shape, lanes), (long) Float.BYTES);
  }

  /** How many numbers a pixel has. */
  public static int channels(Shape shape) {
    return switch (shape) {
      case Shape.Maps maps -> maps.channels();
      case Shape.Features features -> Math.toIntExact(features.count());
    };
  }

  /** How many pixels there are; features are one. */
  public static int pixels(Shape shape) {
    return switch (shape) {
      case Shape.Maps maps -> Math.multiplyExact(maps.height(), maps.width());
      case Shape.Features _ -> 1;
    };
  }

  private static long floats(Shape shape, int lanes) {
    return Math.addExact(FIRST, switch (shape) {
      case Shape.Maps(int c, int h, int w) ->
        Math.multiplyExact(Math.addExact(Math.multiplyExact((long) h, w), 1L),
            roundUp((long) c, lanes));
      case Shape.Features(long n) -> Math.multiplyExact(2L, roundUp(n, lanes));
    });
  }

  private static long roundUp(long count, int lanes) {
    return Math.multiplyExact(Math.ceilDiv(count, lanes), (long) lanes);
  }

  private static int roundUp(int count, int lanes) {
    return Math.toIntExact(roundUp((long) count, lanes));
  }

  /** The memory it takes. */
  public long bytes() {
    return (long) Float.BYTES * data.length;
  }

  /** Rows times columns. */
  public int pixels() {
    return height * width;
  }

  /** Where a pixel's first channel stands. */
  public int at(int y, int x) {
    return at(y * width + x);
  }

  /** The same, of a pixel by its number. */
  public int at(int pixel) {
    return first + pixel * pitch;
  }

  /** Where the pixel of zeros begins that stands for the padding. */
  public int zeros() {
    return at(pixels());
  }

  /** One number. */
  public float get(int c, int y, int x) {
    return data[at(y, x) + c];
  }

  /** Sets one number. */
  public void set(int c, int y, int x, float value) {
    data[at(y, x) + c] = value;
  }

  /** A copy in the public order: {@code [C, H, W]}, or {@code [N]} for features. */
  public Tensor tensor(Shape shape) {
    int pixels = pixels();
    float[] values = new float[channels * pixels];
    for (int first = 0; first < pixels; first += BLOCK) {
      int end = Math.min(pixels, first + BLOCK);
      for (int c = 0; c < channels; c++) {
        for (int pixel = first; pixel < end; pixel++) {
          values[c * pixels + pixel] = data[at(pixel) + c];
        }
      }
    }
    return switch (shape) {
      case Shape.Maps _ -> Tensor.of(values, channels, height, width);
      case Shape.Features _ -> Tensor.of(values, channels);
    };
  }
}
