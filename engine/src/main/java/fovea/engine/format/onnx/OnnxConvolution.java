package fovea.engine.format.onnx;

import static fovea.engine.format.onnx.OnnxOperators.pair;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

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

  /**
   * What PyTorch calls output padding is less cropping at the far end, and rows and columns behind
   * the last only where nothing is left to crop.
   *
   * @param inputs what it reads, its weight, and its bias if it has one
   */
  void transposed(String id, ConvTranspose2d conv, List<String> inputs) {
    long top = conv.padding().height();
    long left = conv.padding().width();
    long bottom = top - conv.outputPadding().height();
    long right = left - conv.outputPadding().width();
    long[] pads = {top, left, Math.max(0, bottom), Math.max(0, right)};
    long[] behind = {Math.max(0, -bottom), Math.max(0, -right)};
    Map<String, Object> attributes = new HashMap<>(Map.of(
        "kernel_shape", pair(conv.kernelSize()),
        "strides", pair(conv.stride()),
        "dilations", pair(conv.dilation()),
        "pads", pads,
        "group", (long) conv.groups()));
    if (behind[0] < conv.stride().height() && behind[1] < conv.stride().width()) {
      attributes.put("output_padding", behind);
      graph.add("ConvTranspose", id, inputs, attributes);
    } else {
      // ONNX wants less output padding than stride: the cells are put there by hand, then the bias.
      String cropped = graph.add("ConvTranspose", id + "/cropped", inputs.subList(0, 2),
          attributes);
      long[] amounts = {0, 0, behind[0], behind[1]};
      if (conv.bias()) {
        String axes = graph.longs("fovea/cells", 1, 2);
        String bias = graph.add("Unsqueeze", id + "/bias", inputs.get(2), axes);
        graph.add("Add", id, pad(id, cropped, amounts, "constant"), bias);
      } else {
        graph.add("Identity", id, pad(id, cropped, amounts, "constant"));
      }
    }
  }

  /**
   * ONNX has no unshared convolution: the cells of every window are gathered from the padded input
   * laid flat, then each position is multiplied with a matrix of its own.
   *
   * @param inputs what it reads, its weight, and its bias if it has one
   */
  void locallyConnected(LayerReading layer, LocallyConnected2d local, List<String> inputs) {
    String id = layer.id();
    Maps in = OnnxOperators.inputMaps(layer);
    Maps out = (Maps) layer.output();
    Window window = local.window();
    String padded = pad(id, inputs.getFirst(), pads(window), "constant");
    long positions = (long) out.height() * out.width();
    long taps = Math.multiplyExact(
        (long) in.channels(), (long) window.kernel().height() * window.kernel().width());
    String flat = graph.add("Flatten", id + "/flat", List.of(padded), Map.of("axis", 1L));
    String cells = graph.longs(
        id + "/cells", cell(in, out, window), Math.multiplyExact(positions, taps));
    String gathered = graph.add("Gather", id + "/gathered", List.of(flat, cells),
        Map.of("axis", 1L));
    String rows = reshape(id + "/rows", gathered, -1, positions, 1, taps);
    // The weight [out, positions, taps] as one matrix [taps, out] for each position.
    String matrices = graph.add(
        "Transpose", id + "/matrices", List.of(inputs.get(1)),
        Map.of("perm", new long[]{1, 2, 0}));
    String sums = graph.add("MatMul", id + "/sums", rows, matrices);
    String perPosition = reshape(id + "/positions", sums, -1, positions, out.channels());
    String perChannel = graph.add(
        "Transpose", id + "/channels", List.of(perPosition),
        Map.of("perm", new long[]{0, 2, 1}));
    if (local.bias()) {
      perChannel = graph.add("Add", id + "/biased", perChannel, inputs.get(2));
    }
    graph.add(
        "Reshape", id, perChannel,
        graph.longs(id + "/shape", -1, out.channels(), out.height(), out.width()));
  }

  /** Where each cell of each window lies in the padded input laid flat: positions × (c, ky, kx). */
  private static LongUnaryOperator cell(Maps in, Maps out, Window window) {
    long height = (long) in.height() + window.before().height() + window.after().height();
    long width = (long) in.width() + window.before().width() + window.after().width();
    long kernelHeight = window.kernel().height();
    long kernelWidth = window.kernel().width();
    long taps = in.channels() * kernelHeight * kernelWidth;
    return place -> {
      long y = place / taps / out.width();
      long x = place / taps % out.width();
      long tap = place % taps;
      long c = tap / (kernelHeight * kernelWidth);
      long ky = tap / kernelWidth % kernelHeight;
      long kx = tap % kernelWidth;
      long row = y * window.stride().height() + ky * window.dilation().height();
      long column = x * window.stride().width() + kx * window.dilation().width();
      return (c * height + row) * width + column;
    };
  }

  private String reshape(String name, String in, long... shape) {
    return graph.add("Reshape", name, in, graph.longs(name + "/shape", shape));
  }

  private String pad(String id, String in, long[] pads, String mode) {
    String amounts = graph.longs(
        id + "/pads", 0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]);
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
