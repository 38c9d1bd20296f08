package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Padded;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * What happens to numbers one by one: scaled and shifted by a batch norm, then added to another
 * volume's, then put through an activation; each of it or none. A convolution puts the batch norm into
 * its weights and does the rest to every piece of its output while that piece is still in the cache,
 * so that layers nobody looks at cost no way through memory.
 */
public final class Epilogue {

  /** In which input the numbers to be added stand: behind the one that a convolution reads. */
  private static final int ADDEND = 1;

  /** Floats that stay in the first-level cache while each channel has its turn. */
  private static final int BLOCK = 1 << 12;

  private final @Nullable Affine norm;
  private final float[] scale;
  private final float[] shift;
  private final boolean adds;
  private final VectorFunction function;
  private final float argument;

  private Epilogue(
      @Nullable Affine norm, boolean adds, VectorFunction function, float argument) {
    this.norm = norm;
    this.scale = Padded.toLanes(norm == null ? new float[0] : norm.scale);
    this.shift = Padded.toLanes(norm == null ? new float[0] : norm.shift);
    this.adds = adds;
    this.function = function;
    this.argument = argument;
  }

  /** Nothing at all. */
  public static final Epilogue NONE = new Epilogue(null, false, VectorFunction.IDENTITY, 0);

  /** How many layers of a chain, from the given one on, an epilogue can stand for. */
  public static int length(List<LayerReading> chain, int from) {
    int at = from;
    if (at < chain.size() && chain.get(at).node().layer() instanceof Layer.BatchNorm2d) {
      at++;
    }
    if (at < chain.size() && addsEqualShapes(chain.get(at))) {
      at++;
    }
    if (at < chain.size() && chain.get(at).node().layer() instanceof Layer.Activation) {
      at++;
    }
    return at - from;
  }

  /** Whether a layer adds two volumes number by number, without spreading one over the other. */
  public static boolean addsEqualShapes(LayerReading layer) {
    return layer.node().layer() instanceof Layer.Add
        && layer.inputShapes().size() == 2
        && layer.inputShapes().stream().allMatch(layer.output()::equals);
  }

  /** The epilogue of all layers from the given one on. */
  public static Epilogue of(List<LayerReading> chain, List<Map<String, Tensor>> parameters,
      int from) {
    Affine norm = null;
    boolean adds = false;
    VectorFunction function = VectorFunction.IDENTITY;
    float argument = 0;
    for (int i = from; i < chain.size(); i++) {
      Layer layer = chain.get(i).node().layer();
      if (layer instanceof Layer.BatchNorm2d batchNorm) {
        norm = Affine.of(batchNorm, parameters.get(i));
      } else if (layer instanceof Layer.Activation activation) {
        function = VectorFunction.of(activation);
        argument = VectorFunction.argument(activation);
      } else {
        adds = true;
      }
    }
    return new Epilogue(norm, adds, function, argument);
  }

  /** The batch norm that it begins with. */
  @Nullable
  public Affine norm() {
    return norm;
  }

  /** Whether it has nothing to do, but to bring numbers where they belong. */
  public boolean isEmpty() {
    return norm == null && !adds && function == VectorFunction.IDENTITY;
  }

  /** Whether it adds another volume's numbers. */
  public boolean adds() {
    return adds;
  }

  /** Whether all it does is to take the nearest number between two bounds. */
  public boolean isClamp() {
    return norm == null && !adds && function.isClamp();
  }

  /** The least number that comes out of a clamp. */
  public float bottom() {
    return function.bottom();
  }

  /** The largest number that comes out of a clamp. */
  public float top() {
    return function.top();
  }

  /** What is left to do when a convolution has the batch norm in its weights. */
  public Epilogue withoutNorm() {
    return new Epilogue(null, adds, function, argument);
  }

  /** What it does, to be read behind the name of a kernel; empty if it does nothing. */
  public String description() {
    return (norm == null ? "" : ", scaled and shifted")
        + (adds ? ", added" : "")
        + (function == VectorFunction.IDENTITY ? "" : ", " + function.words());
  }

  /** The memory that its numbers take. */
  public long bytes() {
    return 2L * Float.BYTES * scale.length;
  }

  /**
   * Changes numbers on their way from an array to the output, which may be the output's own.
   *
   * @param at where the first pixel's channel {@code from} stands in it
   * @param step how far its pixels are apart
   * @param from the first channel, at the beginning of a vector
   * @param to where the channels end, at the end of a vector
   */
  public void apply(float[] source, int at, int step, List<Volume> inputs, Volume out,
      int firstPixel,
      int pixels, int from, int to) {
    int block = Math.max(1, BLOCK / (to - from));
    for (int done = 0; done < pixels; done += block) {
      applyBlock(source, at + done * step, step, adds ? inputs.get(ADDEND).data : null, out.data,
          out.at(firstPixel + done) + from, out.pitch, Math.min(block, pixels - done), from,
          to - from);
    }
  }

  /** Changes numbers where they are, if it only is an activation. */
  public void apply(float[] numbers, int at, int step, int pixels, int channels) {
    if (!function.isClamp()) {
      FunctionLoops.apply(function, argument, numbers, at, step, numbers, at, step, pixels,
          channels);
    } else if (!isEmpty()) {
      clampLoop(numbers, at, step, bottom(), top(), numbers, at, step, pixels, channels);
    }
  }

  /**
   * The same on the way from one array to another, for all channels and without an addition.
   *
   * @param outStep how far pixels are apart where they go
   */
  public void apply(float[] source, int at, int step, float[] out, int to, int outStep, int pixels,
      int channels) {
    int block = Math.max(1, BLOCK / channels);
    for (int done = 0; done < pixels; done += block) {
      applyBlock(source, at + done * step, step, null, out, to + done * outStep, outStep,
          Math.min(block, pixels - done), 0, channels);
    }
  }

  private void applyBlock(float[] source, int at, int step, float @Nullable [] addend, float[] out,
      int target, int outStep, int pixels, int from, int length) {
    // One small loop for each: the compiler knows a vector's way through it, whatever comes before.
    float[] numbers = source;
    int start = at;
    int pitch = step;
    float low = function.bottom();
    float high = function.top();
    if (norm != null) {
      scaleLoop(numbers, start, pitch, from, addend == null ? low : Float.NEGATIVE_INFINITY,
          addend == null ? high : Float.POSITIVE_INFINITY, out, target, outStep, pixels, length);
      numbers = out;
      start = target;
      pitch = outStep;
    }
    if (addend != null) {
      sumLoop(numbers, start, pitch, addend, low, high, out, target, outStep, pixels, length);
      numbers = out;
      start = target;
      pitch = outStep;
    } else if (function.isClamp() && norm == null) {
      clampLoop(numbers, start, pitch, low, high, out, target, outStep, pixels, length);
    }
    if (!function.isClamp()) {
      FunctionLoops.apply(
          function, argument, numbers, start, pitch, out, target, outStep, pixels, length);
    }
  }

  private void scaleLoop(float[] source, int at, int step, int channel, float bottom, float top,
      float[] out, int to, int outStep, int pixels, int length) {
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    FloatVector high = FloatVector.broadcast(SPECIES, top);
    for (int c = 0; c < length; c += LENGTH) {
      FloatVector factor = FloatVector.fromArray(SPECIES, scale, channel + c);
      FloatVector offset = FloatVector.fromArray(SPECIES, shift, channel + c);
      for (int i = 0; i < pixels; i++) {
        FloatVector x = FloatVector.fromArray(SPECIES, source, at + c + i * step)
            .fma(factor, offset);
        VectorFunction.clamp(x, low, high).intoArray(out, to + c + i * outStep);
      }
    }
  }

  /** The addend lies as the output does. */
  private static void sumLoop(float[] source, int at, int step, float[] addend, float bottom,
      float top, float[] out, int to, int outStep, int pixels, int length) {
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    FloatVector high = FloatVector.broadcast(SPECIES, top);
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < length; c += LENGTH) {
        int target = to + c + i * outStep;
        FloatVector sum = FloatVector.fromArray(SPECIES, source, at + c + i * step)
            .add(FloatVector.fromArray(SPECIES, addend, target));
        VectorFunction.clamp(sum, low, high).intoArray(out, target);
      }
    }
  }

  private static void clampLoop(float[] source, int at, int step, float bottom, float top,
      float[] out, int to, int outStep, int pixels, int length) {
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    FloatVector high = FloatVector.broadcast(SPECIES, top);
    for (int c = 0; c < length; c += LENGTH) {
      for (int i = 0; i < pixels; i++) {
        FloatVector x = FloatVector.fromArray(SPECIES, source, at + c + i * step);
        VectorFunction.clamp(x, low, high).intoArray(out, to + c + i * outStep);
      }
    }
  }
}
