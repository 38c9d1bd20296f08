package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

import fovea.engine.network.Layer;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/**
 * What happens to numbers one by one: scaled and shifted by a batch norm, then added to another
 * volume's, then put through an activation; each of it or none. A convolution applies it to every
 * piece of its output while that piece is still in the cache, so that layers nobody looks at cost no
 * way through memory. The numbers are the same as when each layer is computed by itself.
 */
final class Epilogue {

  /** In which input the numbers to be added stand: behind the one that a convolution reads. */
  private static final int ADDEND = 1;

  private final float[] scale;
  private final float[] shift;
  private final boolean adds;
  private final VectorFunction function;
  private final float argument;

  private Epilogue(
      float[] scale, float[] shift, boolean adds, VectorFunction function, float argument) {
    this.scale = scale;
    this.shift = shift;
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
    float[] scale = {};
    float[] shift = {};
    boolean adds = false;
    VectorFunction function = VectorFunction.IDENTITY;
    float argument = 0;
    for (int i = from; i < chain.size(); i++) {
      Layer layer = chain.get(i).node().layer();
      if (layer instanceof Layer.BatchNorm2d norm) {
        Affine affine = Affine.of(norm, parameters.get(i));
        scale = Padded.toLanes(affine.scale);
        shift = Padded.toLanes(affine.shift);
      } else if (layer instanceof Layer.Activation activation) {
        function = VectorFunction.of(activation);
        argument = VectorFunction.argument(activation);
      } else {
        adds = true;
      }
    }
    return new Epilogue(scale, shift, adds, function, argument);
  }

  /** What it does, to be read behind the name of a kernel; empty if it does nothing. */
  String description() {
    StringBuilder what = new StringBuilder();
    what.append(scale.length == 0 ? "" : ", scaled and shifted");
    what.append(adds ? ", added" : "");
    what.append(function == VectorFunction.IDENTITY ? "" : ", " + function.words());
    return what.toString();
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
    // One small loop for each: the compiler knows a vector's way through it, whatever comes before.
    float[] numbers = source;
    if (scale.length > 0) {
      scale(numbers, out, fromPixel, toPixel, from, to);
      numbers = out.data;
    }
    if (adds) {
      add(numbers, inputs.get(ADDEND).data, out, fromPixel, toPixel, from, to);
      numbers = out.data;
    }
    if (function == VectorFunction.RELU) {
      relu(numbers, out, fromPixel, toPixel, from, to);
    } else if (function != VectorFunction.IDENTITY) {
      function(numbers, out, fromPixel, toPixel, from, to);
    }
  }

  private void scale(float[] source, Volume out, int fromPixel, int toPixel, int from, int to) {
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int at = pixel * out.pitch;
      for (int c = from; c < to; c += LENGTH) {
        FloatVector.fromArray(SPECIES, source, at + c)
            .fma(FloatVector.fromArray(SPECIES, scale, c), FloatVector.fromArray(SPECIES, shift, c))
            .intoArray(out.data, at + c);
      }
    }
  }

  private static void add(float[] source, float[] addend, Volume out, int fromPixel, int toPixel,
      int from, int to) {
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int at = pixel * out.pitch;
      for (int c = from; c < to; c += LENGTH) {
        FloatVector.fromArray(SPECIES, source, at + c)
            .add(FloatVector.fromArray(SPECIES, addend, at + c))
            .intoArray(out.data, at + c);
      }
    }
  }

  private static void relu(float[] source, Volume out, int fromPixel, int toPixel, int from,
      int to) {
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int at = pixel * out.pitch;
      for (int c = from; c < to; c += LENGTH) {
        VectorFunction.relu(FloatVector.fromArray(SPECIES, source, at + c))
            .intoArray(out.data, at + c);
      }
    }
  }

  private void function(float[] source, Volume out, int fromPixel, int toPixel, int from, int to) {
    for (int pixel = fromPixel; pixel < toPixel; pixel++) {
      int at = pixel * out.pitch;
      for (int c = from; c < to; c += LENGTH) {
        function.apply(FloatVector.fromArray(SPECIES, source, at + c), argument)
            .intoArray(out.data, at + c);
      }
    }
  }
}
