package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

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
final class Epilogue {

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

  /** How many layers of a chain, from the given one on, an epilogue can stand for. */
  static int length(List<LayerReading> chain, int from) {
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
  static boolean addsEqualShapes(LayerReading layer) {
    return layer.node().layer() instanceof Layer.Add
        && layer.inputShapes().size() == 2
        && layer.inputShapes().stream().allMatch(layer.output()::equals);
  }

  /** The epilogue of all layers from the given one on. */
  static Epilogue of(List<LayerReading> chain, List<Map<String, Tensor>> parameters, int from) {
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
  Affine norm() {
    return norm;
  }

  /** What is left to do when a convolution has the batch norm in its weights. */
  Epilogue withoutNorm() {
    return new Epilogue(null, adds, function, argument);
  }

  /** What it does, to be read behind the name of a kernel; empty if it does nothing. */
  String description() {
    return (norm == null ? "" : ", scaled and shifted")
        + (adds ? ", added" : "")
        + (function == VectorFunction.IDENTITY ? "" : ", " + function.words());
  }

  long bytes() {
    return 2L * Float.BYTES * scale.length;
  }

  /** Changes numbers of the output where they are. */
  void apply(List<Volume> inputs, Volume out, int fromPixel, int toPixel, int from, int to) {
    apply(out.data, inputs, out, fromPixel, toPixel, from, to);
  }

  /**
   * Changes numbers on their way from one array to the output.
   *
   * @param source numbers in the output's layout
   * @param from the first channel, at the beginning of a vector
   * @param to where the channels end, at the end of a vector
   */
  void apply(float[] source, List<Volume> inputs, Volume out, int fromPixel, int toPixel, int from,
      int to) {
    int block = Math.max(1, BLOCK / (to - from));
    for (int first = fromPixel; first < toPixel; first += block) {
      applyBlock(source, inputs, out, first, Math.min(block, toPixel - first), from, to);
    }
  }

  private void applyBlock(float[] source, List<Volume> inputs, Volume out, int first, int pixels,
      int from, int to) {
    // One small loop for each: the compiler knows a vector's way through it, whatever comes before.
    float[] numbers = source;
    int start = out.at(first);
    if (norm != null) {
      for (int c = from; c < to; c += LENGTH) {
        scaleLoop(numbers, c, out.data, start + c, out.pitch, pixels);
      }
      numbers = out.data;
    }
    if (from == 0 && to == out.pitch) { // whole pixels are one line of vectors
      applyLine(numbers, inputs, out, start, LENGTH, pixels * (to / LENGTH));
    } else {
      for (int c = from; c < to; c += LENGTH) {
        applyLine(numbers, inputs, out, start + c, out.pitch, pixels);
      }
    }
  }

  /** Adds and activates {@code count} vectors that begin {@code step} floats apart. */
  private void applyLine(float[] source, List<Volume> inputs, Volume out, int from, int step,
      int count) {
    float[] numbers = source;
    if (adds) {
      addLoop(numbers, inputs.get(ADDEND).data, out.data, from, step, count);
      numbers = out.data;
    }
    if (function.isClamp()) {
      clampLoop(numbers, function.bottom(), function.top(), out.data, from, step, count);
    } else if (function != VectorFunction.IDENTITY) {
      functionLoop(numbers, out.data, from, step, count);
    }
  }

  private void scaleLoop(float[] source, int c, float[] out, int from, int step, int count) {
    FloatVector factor = FloatVector.fromArray(SPECIES, scale, c);
    FloatVector offset = FloatVector.fromArray(SPECIES, shift, c);
    for (int i = 0; i < count; i++) {
      int at = from + i * step;
      FloatVector.fromArray(SPECIES, source, at).fma(factor, offset).intoArray(out, at);
    }
  }

  private static void addLoop(float[] source, float[] addend, float[] out, int from, int step,
      int count) {
    for (int i = 0; i < count; i++) {
      int at = from + i * step;
      FloatVector.fromArray(SPECIES, source, at).add(FloatVector.fromArray(SPECIES, addend, at))
          .intoArray(out, at);
    }
  }

  private static void clampLoop(float[] source, float bottom, float top, float[] out, int from,
      int step, int count) {
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    FloatVector high = FloatVector.broadcast(SPECIES, top);
    for (int i = 0; i < count; i++) {
      int at = from + i * step;
      VectorFunction.clamp(FloatVector.fromArray(SPECIES, source, at), low, high)
          .intoArray(out, at);
    }
  }

  private void functionLoop(float[] source, float[] out, int from, int step, int count) {
    for (int i = 0; i < count; i++) {
      int at = from + i * step;
      function.apply(FloatVector.fromArray(SPECIES, source, at), argument).intoArray(out, at);
    }
  }
}
