package fovea.engine.format.python;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers with kernels as steps of Keras, plain, transposed and locally connected. */
final class KerasConvolutions {

  private KerasConvolutions() {}

  static void convolution(KerasStep step, Conv2d conv) {
    Window window = conv.window();
    step.pad(window, conv.paddingMode());
    // Keras does not take a stride and dilation at once: compute every place, then leave some out.
    boolean leavesOut = !window.stride().equals(Pair.of(1))
        && !window.dilation().equals(Pair.of(1));
    Pair stride = leavesOut ? Pair.of(1) : window.stride();
    int channels = step.in().channels();
    boolean depthwise = conv.groups() > 1 && conv.groups() == channels
        && stride.height() == stride.width();
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "strides", stride, Pair.of(1));
    put(named, "dilation_rate", window.dilation(), Pair.of(1));
    put(named, "groups", depthwise ? 1 : conv.groups(), 1);
    put(named, "depth_multiplier", depthwise ? conv.outChannels() / channels : 1, 1);
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call(
        depthwise ? "layers.DepthwiseConv2D" : "layers.Conv2D",
        depthwise
            ? List.of(Python.of(conv.kernelSize()))
            : List.of(conv.outChannels(), Python.of(conv.kernelSize())),
        named));
    if (leavesOut) {
      step.assignValue(step.value() + "[:, ::" + window.stride().height() + ", ::"
          + window.stride().width() + "]");
    }
  }

  private static void put(Map<String, Object> named, String key, Object value, Object byDefault) {
    if (!value.equals(byDefault)) {
      named.put(key, value);
    }
  }

  static void transposed(KerasStep step, ConvTranspose2d conv) {
    Maps out = step.out();
    Pair padding = conv.padding();
    if (conv.groups() > 1 || !conv.dilation().equals(Pair.of(1))) {
      spread(step, conv);
      return;
    }
    // The whole of what the kernels paint, cut out; where the cut reaches further, past a row of zeros.
    Pair beyond = new Pair(conv.outputPadding().height() > padding.height() ? 1 : 0,
        conv.outputPadding().width() > padding.width() ? 1 : 0);
    if (!beyond.equals(Pair.of(0))) {
      step.assign("layers.ZeroPadding2D(" + KerasStep.pads(Pair.of(0), beyond) + ", name=\""
          + step.extra("pad") + "\")");
    }
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "strides", conv.stride(), Pair.of(1));
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("layers.Conv2DTranspose",
        List.of(conv.outChannels(), Python.of(conv.kernelSize())), named));
    step.assignValue("%s[:, %d:%d, %d:%d]".formatted(step.value(),
        padding.height(), (long) padding.height() + out.height(),
        padding.width(), (long) padding.width() + out.width()));
  }

  /** Keras has no groups here, and no dilation beside a stride: a convolution of the spread input. */
  private static void spread(KerasStep step, ConvTranspose2d conv) {
    step.needs(KerasPart.SPREAD);
    step.assignValue("spread(" + step.value() + ", " + conv.stride().height() + ", "
        + conv.stride().width() + ")");
    long top = margin(conv, Axis.HEIGHT);
    long left = margin(conv, Axis.WIDTH);
    long bottom = top + conv.outputPadding().height();
    long right = left + conv.outputPadding().width();
    step.assignValue("ops.pad(%s, ((0, 0), (%d, %d), (%d, %d), (0, 0)))".formatted(step.value(),
        Math.max(0, top), Math.max(0, bottom), Math.max(0, left), Math.max(0, right)));
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      step.assignValue("%s[:, %d:%s, %d:%s]".formatted(step.value(),
          Math.max(0, -top), bottom < 0 ? bottom : "", Math.max(0, -left), right < 0 ? right : ""));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "dilation_rate", conv.dilation(), Pair.of(1));
    put(named, "groups", conv.groups(), 1);
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("layers.Conv2D",
        List.of(conv.outChannels(), Python.of(conv.kernelSize())), named));
  }

  private static long margin(ConvTranspose2d conv, Axis axis) {
    return (long) conv.dilation().along(axis) * (conv.kernelSize().along(axis) - 1)
        - conv.padding().along(axis);
  }

  static void locallyConnected(KerasStep step, LocallyConnected2d local) {
    step.needs(KerasPart.TAPS);
    step.needs(KerasPart.LOCALLY_CONNECTED);
    step.pad(local.window(), PaddingMode.ZEROS);
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "use_bias", local.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("LocallyConnected2d",
        List.of(local.outChannels(), step.size(), Python.pair(local.kernelSize()),
            Python.pair(local.stride()), Python.pair(local.dilation())),
        named));
  }
}
