package fovea.engine.format.onnx;

import static fovea.engine.format.onnx.OnnxOperators.pair;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Convolutions in ONNX's operators. */
final class OnnxConvolution {

  private final OnnxGraph graph;

  OnnxConvolution(OnnxGraph graph) {
    this.graph = graph;
  }

  void conv(LayerReading layer, Conv2d conv, List<String> inputs) {
    Window window = conv.window();
    long[] pads = pads(window);
    if (conv.paddingMode() != PaddingMode.ZEROS) {
      String padded = pad(layer.id(), inputs.getFirst(), pads, mode(conv.paddingMode()));
      inputs.set(0, padded);
      pads = new long[4];
    }
    Map<String, Object> attributes = window(window, pads);
    attributes.put("group", (long) conv.groups());
    graph.add("Conv", layer.id(), inputs, attributes);
  }

  void transposed(String id, ConvTranspose2d conv, List<String> inputs) {
    long height = conv.padding().height();
    long width = conv.padding().width();
    graph.add(
        "ConvTranspose",
        id,
        inputs,
        Map.of(
            "kernel_shape", pair(conv.kernelSize()),
            "strides", pair(conv.stride()),
            "dilations", pair(conv.dilation()),
            "pads", new long[]{height, width, height, width},
            "output_padding", pair(conv.outputPadding()),
            "group", (long) conv.groups()));
  }

  /**
   * ONNX has no unshared convolution: the cells of every window are gathered from the padded input
   * laid flat, then each position is multiplied with a matrix of its own.
   */
  void locallyConnected(LayerReading layer, LocallyConnected2d local, Weights weights) {
    String id = layer.id();
    Maps in = OnnxOperators.inputMaps(layer);
    Maps out = (Maps) layer.output();
    Window window = local.window();
    String padded = pad(id, layer.inputs().getFirst(), pads(window), "constant");
    int positions = out.height() * out.width();
    int taps = in.channels() * window.kernel().height() * window.kernel().width();
    String flat = graph.add("Flatten", id + "/flat", List.of(padded), Map.of("axis", 1L));
    String cells = graph.constant(id + "/cells", cells(in, out, window));
    String gathered = graph.add("Gather", id + "/gathered", List.of(flat, cells),
        Map.of("axis", 1L));
    String rows = reshape(id + "/rows", gathered, -1, positions, 1, taps);
    String sums = graph.add("MatMul", id + "/sums", rows, matrices(layer, weights));
    String perPosition = reshape(id + "/positions", sums, -1, positions, out.channels());
    String perChannel = graph.add(
        "Transpose", id + "/channels", List.of(perPosition),
        Map.of("perm", new long[]{0, 2, 1}));
    if (local.bias()) {
      perChannel = graph.add("Add", id + "/biased", perChannel, id + ".bias");
    }
    graph.add(
        "Reshape", id, perChannel,
        graph.constant(id + "/shape", new long[]{-1, out.channels(), out.height(), out.width()}));
  }

  /** The weight [out, positions, taps] turned into one matrix [taps, out] for each position. */
  private String matrices(LayerReading layer, Weights weights) {
    Parameter parameter = layer.cost().parameters().getFirst();
    float[] weight = weights.tensor(parameter).data();
    int outs = parameter.shape().get(0).intValue();
    int positions = parameter.shape().get(1).intValue();
    int taps = parameter.shape().get(2).intValue();
    float[] matrices = new float[weight.length];
    for (int out = 0; out < outs; out++) {
      for (int position = 0; position < positions; position++) {
        for (int tap = 0; tap < taps; tap++) {
          matrices[(position * taps + tap) * outs
              + out] = weight[(out * positions + position) * taps + tap];
        }
      }
    }
    return graph.constant(layer.id() + "/matrices", matrices, positions, taps, outs);
  }

  /** Where the cells of each window lie in the padded input laid flat: positions × (c, ky, kx). */
  private static long[] cells(Maps in, Maps out, Window window) {
    long height = (long) in.height() + window.before().height() + window.after().height();
    long width = (long) in.width() + window.before().width() + window.after().width();
    int taps = in.channels() * window.kernel().height() * window.kernel().width();
    long[] cells = new long[Math.multiplyExact(out.height() * out.width(), taps)];
    int next = 0;
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        for (int c = 0; c < in.channels(); c++) {
          for (int ky = 0; ky < window.kernel().height(); ky++) {
            for (int kx = 0; kx < window.kernel().width(); kx++) {
              long row = (long) y * window.stride().height()
                  + (long) ky * window.dilation().height();
              long column = (long) x * window.stride().width()
                  + (long) kx * window.dilation().width();
              cells[next++] = (c * height + row) * width + column;
            }
          }
        }
      }
    }
    return cells;
  }

  private String reshape(String name, String in, long... shape) {
    return graph.add("Reshape", name, in, graph.constant(name + "/shape", shape));
  }

  private String pad(String id, String in, long[] pads, String mode) {
    String amounts = graph.constant(
        id + "/pads", new long[]{0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]});
    return graph.add("Pad", id + "/padded", List.of(in, amounts), Map.of("mode", mode));
  }

  private static String mode(PaddingMode mode) {
    return switch (mode) {
      case ZEROS -> "constant";
      case REFLECT -> "reflect";
      case REPLICATE -> "edge";
      case CIRCULAR -> "wrap";
    };
  }

  /** Top, left, bottom, right. */
  static long[] pads(Window window) {
    return new long[]{
      window.before().height(), window.before().width(),
      window.after().height(), window.after().width()
    };
  }

  static Map<String, Object> window(Window window, long[] pads) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", pair(window.kernel()));
    attributes.put("strides", pair(window.stride()));
    attributes.put("dilations", pair(window.dilation()));
    attributes.put("pads", pads);
    return attributes;
  }
}
