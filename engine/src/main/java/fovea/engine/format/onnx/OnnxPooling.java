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
import java.util.List;
import java.util.Map;

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
      String lowest = graph.constant("fovea/lowest", new float[]{Float.NEGATIVE_INFINITY});
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
      in = pad(layer.id(), in, asked, graph.constant("fovea/zero", new float[]{0}));
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
    String amounts = graph.constant(
        id + "/pads", new long[]{0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]});
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
      float[] rows = shares(in.height(), size.height());
      float[] columns = transposed(shares(in.width(), size.width()), size.width(), in.width());
      String byRows = graph.add(
          "MatMul", layer.id() + "/rows",
          graph.constant(layer.id() + "/row_shares", rows, size.height(), in.height()), from);
      graph.add(
          "MatMul", layer.id(), byRows,
          graph.constant(layer.id() + "/column_shares", columns, in.width(), size.width()));
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
    int widest = 0;
    for (int part = 0; part < parts; part++) {
      widest = Math.max(widest, end(part, cells, parts) - start(part, cells, parts));
    }
    long[] indices = new long[parts * widest];
    for (int part = 0; part < parts; part++) {
      for (int i = 0; i < widest; i++) {
        indices[part * widest + i] = Math.min(start(part, cells, parts) + i,
            end(part, cells, parts) - 1);
      }
    }
    String gathered = graph.add(
        "Gather", name + "/gathered",
        List.of(from, graph.constant(name + "/indices", indices, parts, widest)),
        Map.of("axis", (long) axis));
    return graph.add(
        "ReduceMax", name,
        List.of(gathered, graph.constant("fovea/axis" + axis, new long[]{axis + 1})),
        Map.of("keepdims", 0L));
  }

  private static boolean isEven(Maps in, Pair size) {
    return in.height() % size.height() == 0 && in.width() % size.width() == 0;
  }

  private static Map<String, Object> even(Maps in, Pair size) {
    long[] part = pair(new Pair(in.height() / size.height(), in.width() / size.width()));
    return Map.of("kernel_shape", part, "strides", part);
  }

  /** Which share each of the cells has in each of the parts: parts × cells. */
  private static float[] shares(int cells, int parts) {
    float[] shares = new float[parts * cells];
    for (int part = 0; part < parts; part++) {
      int start = start(part, cells, parts);
      int end = end(part, cells, parts);
      for (int cell = start; cell < end; cell++) {
        shares[part * cells + cell] = 1f / (end - start);
      }
    }
    return shares;
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }

  private static int start(int part, int cells, int parts) {
    return (int) ((long) part * cells / parts);
  }

  private static int end(int part, int cells, int parts) {
    return (int) Math.ceilDiv((part + 1L) * cells, (long) parts);
  }
}
