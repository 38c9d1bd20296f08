package fovea.engine.kernel.learning;

import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** A layer's values for all pictures of a batch: volumes one behind the other in one array. */
public final class Batch {

  /** Kernels may read, never write, so far behind the last volume. */
  private static final int SLACK = 64;

  final float[] data;

  /** Floats from one picture to the next. */
  final int stride;

  private final List<Volume> images;

  private Batch(float[] data, Shape shape, int images, int lanes) {
    this.data = data;
    this.stride = Math.toIntExact(stride(shape, lanes));
    this.images = IntStream.range(0, images)
        .mapToObj(n -> Volume.in(data, Volume.FIRST + n * stride, shape, lanes)).toList();
  }

  /** {@code lanes}: 1 if nobody reads whole vectors. */
  static Batch of(Shape shape, int images, int lanes) {
    return new Batch(new float[Math.toIntExact(bytes(shape, images, lanes) / Float.BYTES)], shape,
        images, lanes);
  }

  /** The same memory, or as much of it as is needed, for values of another shape. */
  Batch as(Shape other) {
    return new Batch(data, other, images.size(), Lanes.LENGTH);
  }

  private static long stride(Shape shape, int lanes) {
    return Volume.bytes(shape, lanes) / Float.BYTES - Volume.FIRST;
  }

  /** The memory of a batch. */
  static long bytes(Shape shape, int images, int lanes) {
    long floats = Math.addExact(Math.multiplyExact(stride(shape, lanes), (long) images),
        (long) Volume.FIRST + SLACK);
    return Math.multiplyExact(floats, (long) Float.BYTES);
  }

  Volume image(int n) {
    return images.get(n);
  }
}
