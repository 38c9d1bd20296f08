package fovea.engine.format.onnx;

import static fovea.engine.format.onnx.OnnxOperators.inputMaps;
import static fovea.engine.format.onnx.OnnxOperators.output;
import static fovea.engine.format.onnx.OnnxOperators.pair;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/**
 * Pooling in ONNX's operators. Ceil mode is written as padding at the far end, which every runtime
 * understands alike.
 */
final class OnnxPooling {

  private final OnnxGraph graph;

  OnnxPooling(OnnxGraph graph) {
    this.graph = graph;
  }

  void max(LayerReading layer, MaxPool2d pool) {
    String in = layer.inputs().getFirst();
    long[] pads = reachedPads(layer, pool.window());
    if (pads[2] >= pool.kernelSize().height() || pads[3] >= pool.kernelSize().width()) {
      // ONNX wants less padding than kernel: the cells are put there by hand.
      String lowest = graph.floats("fovea/lowest", Float.NEGATIVE_INFINITY);
      in = pad(layer.id(), in, pads, lowest);
      pads = new long[4];
    }
    graph.add("MaxPool", layer.id(), List.of(in), OnnxConvolution.window(pool.window(), pads));
  }

  void average(LayerReading layer, AvgPool2d pool) {
    String in = layer.inputs().getFirst();
    Window window = pool.window();
    long[] asked = OnnxConvolution.pads(window);
    long[] pads = reachedPads(layer, window);
    boolean sticksOut = pads[2] > asked[2] || pads[3] > asked[3];
    boolean counts = pool.countIncludePad();
    if (counts && sticksOut) {
      // PyTorch counts the padding but not what ceil mode adds: make the padding real, count the rest not.
      in = pad(layer.id(), in, asked, graph.floats("fovea/zero", 0));
      pads = new long[]{0, 0, pads[2] - asked[2], pads[3] - asked[3]};
      counts = false;
    }
    Map<String, Object> attributes = OnnxConvolution.window(window, pads);
    attributes.put("count_include_pad", counts ? 1L : 0L);
    graph.add("AveragePool", layer.id(), List.of(in), attributes);
  }

  /** The padding with which rounding down gives the output that there is. */
  private static long[] reachedPads(LayerReading layer, Window window) {
    long[] pads = OnnxConvolution.pads(window);
    pads[2] = Math.max(pads[2], reachedPad(layer, window, Axis.HEIGHT));
    pads[3] = Math.max(pads[3], reachedPad(layer, window, Axis.WIDTH));
    return pads;
  }

  private static long reachedPad(LayerReading layer, Window window, Axis axis) {
    long end = (output(layer, axis) - 1L) * window.stride().along(axis) + window.reach(axis) + 1;
    return end - inputMaps(layer).along(axis) - window.before().along(axis);
  }

  private String pad(String id, String in, long[] pads, String value) {
    String amounts = graph.longs(
        id + "/pads", 0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]);
    return graph.add("Pad", id + "/padded", in, amounts, value);
  }

  void adaptiveAverage(LayerReading layer, Pair size) {
    Maps in = inputMaps(layer);
    String from = layer.inputs().getFirst();
    if (size.equals(Pair.of(1))) {
      graph.add("GlobalAveragePool", layer.id(), from);
    } else if (isEven(in, size)) {
      graph.add("AveragePool", layer.id(), List.of(from), even(in, size));
    } else {
      // Rows and columns are averaged by a matrix each: shares · maps · sharesᵀ.
      String rows = graph.floats(
          layer.id() + "/row_shares",
          each(at -> share(at % in.height(), at / in.height(), in.height(), size.height())),
          size.height(), in.height());
      String columns = graph.floats(
          layer.id() + "/column_shares",
          each(at -> share(at / size.width(), at % size.width(), in.width(), size.width())),
          in.width(), size.width());
      String byRows = graph.add("MatMul", layer.id() + "/rows", rows, from);
      graph.add("MatMul", layer.id(), byRows, columns);
    }
  }

  void adaptiveMax(LayerReading layer, Pair size) {
    Maps in = inputMaps(layer);
    String from = layer.inputs().getFirst();
    if (size.equals(Pair.of(1))) {
      graph.add("GlobalMaxPool", layer.id(), from);
    } else if (isEven(in, size)) {
      graph.add("MaxPool", layer.id(), List.of(from), even(in, size));
    } else {
      String byRows = largestOf(layer.id() + "/rows", from, 2, in.height(), size.height());
      largestOf(layer.id(), byRows, 3, in.width(), size.width());
    }
  }

  /** Gathers each part's cells along an axis, the last repeated to fill, and takes their maximum. */
  private String largestOf(String name, String from, int axis, int cells, int parts) {
    long widest = widest(cells, parts);
    String indices = graph.longs(
        name + "/indices",
        at -> Math.min(
            start(at / widest, cells, parts) + at % widest, end(at / widest, cells, parts) - 1),
        parts, widest);
    String gathered = graph.add(
        "Gather", name + "/gathered", List.of(from, indices), Map.of("axis", (long) axis));
    return graph.add(
        "ReduceMax", name,
        List.of(gathered, graph.longs("fovea/axis" + axis, axis + 1)),
        Map.of("keepdims", 0L));
  }

  /** A part begins up to parts − gcd parts-ths of a cell late, and reaches for as much further. */
  private static long widest(int cells, int parts) {
    long common = BigInteger.valueOf(cells).gcd(BigInteger.valueOf(parts)).longValue();
    return Math.ceilDiv(parts - common + cells, (long) parts);
  }

  private static boolean isEven(Maps in, Pair size) {
    return in.height() % size.height() == 0 && in.width() % size.width() == 0;
  }

  private static Map<String, Object> even(Maps in, Pair size) {
    long[] part = pair(new Pair(in.height() / size.height(), in.width() / size.width()));
    return Map.of("kernel_shape", part, "strides", part);
  }

  private static OnnxConstant.Floats each(LongToDoubleFunction number) {
    return (first, into, count) -> {
      for (int i = 0; i < count; i++) {
        into[i] = (float) number.applyAsDouble(first + i);
      }
    };
  }

  /** Which share a cell has in a part's mean. */
  private static double share(long cell, long part, int cells, int parts) {
    long start = start(part, cells, parts);
    long end = end(part, cells, parts);
    return cell >= start && cell < end ? 1.0 / (end - start) : 0;
  }

  private static long start(long part, int cells, int parts) {
    return part * cells / parts;
  }

  private static long end(long part, int cells, int parts) {
    return Math.ceilDiv((part + 1) * cells, (long) parts);
  }
}
