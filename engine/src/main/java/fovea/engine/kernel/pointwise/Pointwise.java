package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Layers that look at one pixel at a time, a vector of channels after the other. */
public final class Pointwise implements Kernel {

  /** Computes some slices. */
  private interface Loop {
    void compute(List<Volume> inputs, Volume out, int from, int to);
  }

  private final String what;
  private final int slices;
  private final long bytes;
  private final Loop loop;

  private Pointwise(String what, int slices, long bytes, Loop loop) {
    this.what = what;
    this.slices = slices;
    this.bytes = bytes;
    this.loop = loop;
  }

  @Override
  public String description() {
    return "%s, %d-bit".formatted(what, Lanes.BITS);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** A slice is a pixel, but where something else is said. */
  @Override
  public int slices() {
    return slices;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    loop.compute(inputs, output, from, to);
  }

  /** Whatever an epilogue does, without a convolution before it. */
  public static Kernel epilogue(Epilogue epilogue, int pixels) {
    return new Pointwise(
        "pointwise" + epilogue.description(),
        pixels,
        epilogue.bytes(),
        (inputs, out, from, to) -> epilogue.apply(inputs.getFirst().data, out.at(from), out.pitch,
            inputs, out, from, to - from, 0, out.pitch));
  }

  /** The sum of all inputs. */
  public static Kernel add(int pixels) {
    return new Pointwise("sum", pixels, 0,
        (inputs, out, from, to) -> merge(inputs, out, from, to, true));
  }

  /** The product of all inputs. */
  public static Kernel multiply(int pixels) {
    return new Pointwise("product", pixels, 0,
        (inputs, out, from, to) -> merge(inputs, out, from, to, false));
  }

  private static void merge(List<Volume> inputs, Volume out, int from, int to, boolean add) {
    Volume first = inputs.getFirst();
    for (int pixel = from; pixel < to; pixel++) {
      System.arraycopy(first.data, spread(first, pixel), out.data, out.at(pixel), out.pitch);
    }
    for (Volume in : inputs.subList(1, inputs.size())) {
      for (int pixel = from; pixel < to; pixel++) {
        int source = spread(in, pixel);
        int target = out.at(pixel);
        if (add) {
          addLoop(in.data, source, out.data, target, out.pitch);
        } else {
          multiplyLoop(in.data, source, out.data, target, out.pitch);
        }
      }
    }
  }

  private static void addLoop(float[] in, int source, float[] out, int target, int length) {
    for (int c = 0; c < length; c += LENGTH) {
      FloatVector.fromArray(SPECIES, out, target + c)
          .add(FloatVector.fromArray(SPECIES, in, source + c)).intoArray(out, target + c);
    }
  }

  private static void multiplyLoop(float[] in, int source, float[] out, int target, int length) {
    for (int c = 0; c < length; c += LENGTH) {
      FloatVector.fromArray(SPECIES, out, target + c)
          .mul(FloatVector.fromArray(SPECIES, in, source + c)).intoArray(out, target + c);
    }
  }

  /** A 1 × 1 map has the same value everywhere. */
  private static int spread(Volume in, int pixel) {
    return in.at(in.pixels() == 1 ? 0 : pixel);
  }

  /** The channels of all inputs, one behind the other. */
  public static Kernel concat(int pixels) {
    return new Pointwise(
        "copy",
        pixels,
        0,
        (inputs, out, from, to) -> {
          int channel = 0;
          for (Volume in : inputs) {
            for (int pixel = from; pixel < to; pixel++) {
              System.arraycopy(in.data, in.at(pixel), out.data, out.at(pixel) + channel,
                  in.channels);
            }
            channel += in.channels;
          }
        });
  }

  /** A slice is a channel, whose pixels become neighbours. */
  public static Kernel flatten(int channels) {
    return new Pointwise(
        "copy",
        channels,
        0,
        (inputs, out, from, to) -> {
          Volume in = inputs.getFirst();
          int pixels = in.pixels();
          for (int c = from; c < to; c++) {
            int target = out.at(0) + c * pixels;
            for (int pixel = 0; pixel < pixels; pixel++) {
              out.data[target + pixel] = in.data[in.at(pixel) + c];
            }
          }
        });
  }

  /** Each output pixel is the one at or before its place: nothing is multiplied, not even with 0. */
  public static Kernel repeat(Blend rows, Blend columns, int pixels) {
    return new Pointwise(
        "copy",
        pixels,
        0,
        (inputs, out, from, to) -> {
          Volume in = inputs.getFirst();
          for (int pixel = from; pixel < to; pixel++) {
            int source = in.at(rows.low(pixel / out.width), columns.low(pixel % out.width));
            System.arraycopy(in.data, source, out.data, out.at(pixel), out.pitch);
          }
        });
  }

  /** Each output pixel a blend of four. */
  public static Kernel upsample(Blend rows, Blend columns, int pixels) {
    return new Pointwise(
        "blend of four pixels",
        pixels,
        0,
        (inputs, out, from, to) -> {
          Volume in = inputs.getFirst();
          for (int pixel = from; pixel < to; pixel++) {
            int y = pixel / out.width;
            int x = pixel % out.width;
            int topLeft = in.at(rows.low(y), columns.low(x));
            int topRight = in.at(rows.low(y), columns.high(x));
            int bottomLeft = in.at(rows.high(y), columns.low(x));
            int bottomRight = in.at(rows.high(y), columns.high(x));
            for (int c = 0; c < out.pitch; c += LENGTH) {
              FloatVector top = mix(in.data, topLeft + c, topRight + c, columns.share(x));
              FloatVector bottom = mix(in.data, bottomLeft + c, bottomRight + c, columns.share(x));
              mix(top, bottom, rows.share(y)).intoArray(out.data, out.at(pixel) + c);
            }
          }
        });
  }

  private static FloatVector mix(float[] data, int low, int high, float share) {
    return mix(FloatVector.fromArray(SPECIES, data, low),
        FloatVector.fromArray(SPECIES, data, high), share);
  }

  private static FloatVector mix(FloatVector low, FloatVector high, float share) {
    return low.mul(1 - share).add(high.mul(share));
  }
}
