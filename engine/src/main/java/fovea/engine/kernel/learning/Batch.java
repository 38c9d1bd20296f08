package fovea.engine.kernel.learning;

import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer's values for all pictures of a batch: volumes one behind the other in one array. A volume is a
 * picture; or, where pictures lie <em>abreast</em>, one channel of as many pictures as a vector has lanes.
 */
public final class Batch {

  /** Kernels may read, never write, so far behind the last volume. */
  private static final int SLACK = 64;

  /** Pixels that are turned round together, so that they stay in the cache. */
  private static final int BLOCK = 32;

  /** How pictures lie in memory. */
  enum Order {
    /** A volume a picture, its channels filled up to whole vectors. */
    FILLED,
    /** A volume a picture, its channels as they are: nobody reads whole vectors. */
    BARE,
    /** A volume a channel of a vector of pictures. */
    ABREAST
  }

  final float[] data;

  /** Floats from one volume to the next. */
  final int stride;

  private final int pictures;
  private final Shape shape;
  private final Order order;
  private final List<Volume> volumes;

  private Batch(float[] data, Shape shape, int pictures, Order order) {
    this.data = data;
    this.shape = shape;
    this.pictures = pictures;
    this.order = order;
    this.stride = Math.toIntExact(stride(shape, order));
    this.volumes = IntStream.range(0, volumes(shape, pictures, order))
        .mapToObj(n -> Volume.in(
            data, Volume.FIRST + n * stride, ofVolume(shape, order), lanes(order)))
        .toList();
  }

  static Batch of(Shape shape, int pictures, Order order) {
    return new Batch(new float[Math.toIntExact(bytes(shape, pictures, order) / Float.BYTES)],
        shape, pictures, order);
  }

  /** The same memory, or as much of it as is needed, for values of another shape. */
  Batch as(Shape other, Order its) {
    return new Batch(data, other, pictures, its);
  }

  private static int lanes(Order order) {
    return order == Order.BARE ? 1 : Lanes.LENGTH;
  }

  private static Shape ofVolume(Shape shape, Order order) {
    return order == Order.ABREAST && shape instanceof Shape.Maps(int _, int height, int width)
        ? new Shape.Maps(Lanes.LENGTH, height, width)
        : shape;
  }

  private static int volumes(Shape shape, int pictures, Order order) {
    return order == Order.ABREAST
        ? Math.multiplyExact(Math.ceilDiv(pictures, Lanes.LENGTH), Volume.channels(shape))
        : pictures;
  }

  private static long stride(Shape shape, Order order) {
    return Volume.bytes(ofVolume(shape, order), lanes(order)) / Float.BYTES - Volume.FIRST;
  }

  /** The memory of a batch. */
  static long bytes(Shape shape, int pictures, Order order) {
    long floats = Math.addExact(
        Math.multiplyExact(stride(shape, order), (long) volumes(shape, pictures, order)),
        (long) Volume.FIRST + SLACK);
    return Math.multiplyExact(floats, (long) Float.BYTES);
  }

  /** How many numbers a picture has. */
  int numbers() {
    return Math.toIntExact(shape.elements());
  }

  /** How many volumes hold so many pictures. */
  int volumes(int images) {
    return volumes(shape, images, order);
  }

  /** A volume by its number; the n-th picture where each has its own. */
  Volume image(int n) {
    return volumes.get(n);
  }

  /** The channels of the pictures that lie abreast, a volume each; {@code group} counts vectors of pictures. */
  List<Volume> abreast(int group) {
    int channels = Volume.channels(shape);
    return volumes.subList(group * channels, (group + 1) * channels);
  }

  /** The same of so many pictures. */
  List<List<Volume>> allAbreast(int images) {
    return IntStream.range(0, Math.ceilDiv(images, Lanes.LENGTH)).mapToObj(this::abreast).toList();
  }

  /** Copies tensors of this shape into a volume: its picture, or its channel of the pictures that lie abreast. */
  void set(int volume, List<Tensor> pictures) {
    if (order != Order.ABREAST) {
      image(volume).set(pictures.get(volume));
      return;
    }
    int channels = Volume.channels(shape);
    int pixels = Volume.pixels(shape);
    int group = volume / channels * Lanes.LENGTH;
    int source = volume % channels * pixels;
    for (int first = 0; first < pixels; first += BLOCK) {
      int end = Math.min(pixels, first + BLOCK);
      for (int lane = 0; lane < Lanes.LENGTH; lane++) {
        // Lanes without a picture hold zeros, so that nothing comes of them that is no number.
        float[] values = group + lane < pictures.size() ? pictures.get(group + lane).data() : null;
        for (int pixel = first; pixel < end; pixel++) {
          data[image(volume).at(pixel) + lane] = values == null ? 0 : values[source + pixel];
        }
      }
    }
  }

  /** Where a picture's number lies. */
  int at(int n, int c, int pixel) {
    if (order == Order.ABREAST) {
      int lane = n % Lanes.LENGTH;
      return volumes.get(n / Lanes.LENGTH * Volume.channels(shape) + c).at(pixel) + lane;
    }
    return volumes.get(n).at(pixel) + c;
  }

  /** The same, counted in the public order. */
  int at(int n, int place) {
    int pixels = Volume.pixels(shape);
    return at(n, place / pixels, place % pixels);
  }
}
