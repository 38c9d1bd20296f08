package fovea.engine.network;

import java.util.Locale;
import java.util.Map;

/** What to do about an argument that PyTorch or Keras has and no layer here: the way out, in words. */
final class ForeignArgument {

  private static final Map<String, String> OURS = Map.ofEntries(
      Map.entry("filters", "out_channels"), Map.entry("units", "out_features"),
      Map.entry("out_features", "out_channels"), Map.entry("out_channels", "out_features"),
      Map.entry("num_classes", "out_features"), Map.entry("kernel", "kernel_size"),
      Map.entry("pool_size", "kernel_size"), Map.entry("strides", "stride"),
      Map.entry("pad", "padding"), Map.entry("dilation_rate", "dilation"),
      Map.entry("use_bias", "bias"), Map.entry("epsilon", "eps"), Map.entry("rate", "p"),
      Map.entry("alpha", "negative_slope"), Map.entry("slope", "negative_slope"),
      Map.entry("scale", "scale_factor"), Map.entry("size", "scale_factor"),
      Map.entry("interpolation", "mode"));

  private static final Map<String, String> WHY = Map.ofEntries(
      Map.entry("in_channels", "it is inferred from what the layer reads"),
      Map.entry("in_features", "it is inferred from what the layer reads"),
      Map.entry("num_features", "it is inferred from what the layer reads"),
      Map.entry("inplace", "it changes no value"),
      Map.entry("device", "a network is the same on every device"),
      Map.entry("dtype", "every number is a float32"),
      Map.entry("affine", "a batch norm has weight and bias here, as with true"),
      Map.entry("track_running_stats", "a batch norm has running statistics here, as with true"),
      Map.entry("momentum", "it is 0.1 here, as by default"),
      Map.entry("return_indices", "only values are given, as with false"),
      Map.entry("divisor_override", "a mean is divided by its cells here, as with None"),
      Map.entry("align_corners", "corners are not aligned here, as with false"),
      Map.entry("recompute_scale_factor", "the factor is used as it is"),
      Map.entry("start_dim", "everything but the batch is flattened, as with 1"),
      Map.entry("end_dim", "everything but the batch is flattened, as with -1"),
      Map.entry("dim", "the axis is that of features or channels, 1 in PyTorch"),
      Map.entry("approximate", "GELU is exact here, as with \"none\""),
      Map.entry("padding_mode", "padding is of zeros here, as by default"),
      Map.entry("name", "a layer's name is its id"));

  private ForeignArgument() {}

  /** A sentence to stand behind the refusal of that argument; empty if nothing is known about it. */
  static String advice(LayerType type, String name) {
    String snake = name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    for (LayerArgument argument : type.arguments()) {
      if (argument.name().equals(snake) || argument.name().equals(OURS.get(snake))) {
        return "; write " + argument.name();
      }
    }
    String why = WHY.get(snake);
    return why == null ? "" : "; leave it out: " + why;
  }
}
