package fovea.engine.format.python;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each layer in PyTorch's words: what constructs it, and the step in which it computes. */
final class PyTorchLayers {

  private PyTorchLayers() {}

  static final String LOCALLY_CONNECTED = """


      class LocallyConnected2d(nn.Module):
          \"""A convolution that shares nothing: every place of the window has weights of its own.

          padding is (left, right, top, bottom).
          \"""

          def __init__(self, in_channels, out_channels, kernel_size, output_size, stride=1,
                       padding=(0, 0, 0, 0), dilation=1, bias=True):
              super().__init__()
              self.window = dict(kernel_size=kernel_size, stride=stride, dilation=dilation)
              self.padding = padding
              self.output_size = output_size
              taps = in_channels * kernel_size[0] * kernel_size[1]
              places = output_size[0] * output_size[1]
              bound = taps ** -0.5
              weight = torch.empty(out_channels, places, taps).uniform_(-bound, bound)
              self.weight = nn.Parameter(weight)
              self.bias = nn.Parameter(torch.empty(out_channels, places).uniform_(-bound, bound)) if bias else None

          def forward(self, x):
              windows = F.unfold(F.pad(x, self.padding), **self.window)  # [N, taps, places]
              sums = torch.einsum("opt,ntp->nop", self.weight, windows)
              if self.bias is not None:
                  sums = sums + self.bias
              return sums.unflatten(2, self.output_size)
      """;

  static final String BATCH_NORM = """


      class BatchNorm2d(nn.BatchNorm2d):
          \"""PyTorch's, with nothing but its parameters in state_dict: its count of batches is none.\"""

          def __init__(self, *arguments, **named):
              super().__init__(*arguments, **named)
              self.register_buffer("num_batches_tracked", torch.tensor(0), persistent=False)

          def _load_from_state_dict(self, state_dict, prefix, *others):
              state_dict.pop(prefix + "num_batches_tracked", None)
              nn.Module._load_from_state_dict(self, state_dict, prefix, *others)
      """;

  /** Joining needs no module. */
  static boolean isModule(LayerReading layer) {
    return !(layer.node().layer() instanceof Merge);
  }

  /** What makes the layer's module. */
  static String construction(LayerReading reading) {
    Layer layer = reading.node().layer();
    Map<String, Object> named = new LinkedHashMap<>(LayerType.plainValues(layer));
    return switch (layer) {
      case Conv2d conv ->
        nn(layer, List.of(channels(reading), without(named, "out_channels", conv.outChannels())),
            named);
      case ConvTranspose2d conv ->
        nn(layer, List.of(channels(reading), without(named, "out_channels", conv.outChannels())),
            named);
      case LocallyConnected2d local -> locallyConnected(reading, local, named);
      case Linear linear ->
        nn(layer, List.of(features(reading), without(named, "out_features", linear.outFeatures())),
            named);
      case BatchNorm2d _ -> Python.call("BatchNorm2d", List.of(channels(reading)), named);
      case Softmax _ -> nn(layer, List.of(), Map.of("dim", 1));
      case Upsample up -> {
        if (up.mode() == UpsampleMode.BILINEAR) {
          named.put("align_corners", false);
        }
        yield nn(layer, List.of(), named);
      }
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Flatten _, Dropout _, Activation _ ->
        nn(layer, List.of(), named);
      case Merge _ -> throw new IllegalArgumentException(layer + " needs no module");
    };
  }

  private static String nn(Layer layer, List<?> positional, Map<String, ?> named) {
    return Python.call("nn." + LayerType.of(layer).name(), positional, named);
  }

  /** Takes an argument out that stands in its place without its name. */
  private static Object without(Map<String, Object> named, String name, Object value) {
    named.remove(name);
    return value;
  }

  private static String locallyConnected(
      LayerReading reading, LocallyConnected2d local, Map<String, Object> named) {
    Maps out = (Maps) reading.output();
    Window window = local.window();
    named.remove("out_channels");
    named.remove("kernel_size");
    if (named.containsKey("padding")) {
      named.put("padding", List.of(window.before().width(), window.after().width(),
          window.before().height(), window.after().height()));
    }
    return Python.call("LocallyConnected2d",
        List.of(channels(reading), local.outChannels(), Python.pair(local.kernelSize()),
            "(" + out.height() + ", " + out.width() + ")"),
        named);
  }

  private static int channels(LayerReading reading) {
    return ((Maps) reading.inputShape()).channels();
  }

  private static long features(LayerReading reading) {
    return ((Features) reading.inputShape()).count();
  }

  /** What computes the layer's output from those values. */
  static String step(LayerReading reading, String module, List<String> inputs) {
    return switch (reading.node().layer()) {
      case Add _ -> String.join(" + ", inputs);
      case Multiply _ -> String.join(" * ", inputs);
      case Concat _ -> "torch.cat([" + String.join(", ", inputs) + "], dim=1)";
      case Windowed _, ConvTranspose2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, BatchNorm2d _, Linear _, Flatten _, Dropout _, Softmax _, Upsample _, Activation _ ->
        module + "(" + String.join(", ", inputs) + ")";
    };
  }
}
