package fovea.engine.format.onnx;

import java.util.Arrays;
import java.util.Map;

/**
 * What an attribute is where a file does not state it, by ONNX's specification of opset 20. We state
 * only what differs: a runtime that looks for an operator's pattern may take a stated default for
 * something else (OpenCV 5 reads a Hardswish into HardSigmoid with beta and the product behind it).
 */
final class OnnxDefaults {

  private static final Map<String, Object> BY_ATTRIBUTE = Map.ofEntries(
      Map.entry("AveragePool.ceil_mode", 0L),
      Map.entry("AveragePool.count_include_pad", 0L),
      Map.entry("BatchNormalization.epsilon", 1e-5f),
      Map.entry("Conv.group", 1L),
      Map.entry("ConvTranspose.group", 1L),
      Map.entry("Elu.alpha", 1f),
      Map.entry("Flatten.axis", 1L),
      Map.entry("Gather.axis", 0L),
      Map.entry("Gemm.transB", 0L),
      Map.entry("HardSigmoid.alpha", 0.2f),
      Map.entry("HardSigmoid.beta", 0.5f),
      Map.entry("LeakyRelu.alpha", 0.01f),
      Map.entry("MaxPool.ceil_mode", 0L),
      Map.entry("Pad.mode", "constant"),
      Map.entry("ReduceMax.keepdims", 1L),
      Map.entry("Resize.coordinate_transformation_mode", "half_pixel"),
      Map.entry("Resize.mode", "nearest"),
      Map.entry("Resize.nearest_mode", "round_prefer_floor"),
      Map.entry("Softmax.axis", -1L));

  private OnnxDefaults() {}

  /** Whether leaving the attribute out says the same. */
  static boolean has(String operator, String attribute, Object value) {
    return switch (attribute) {
      case "strides", "dilations" -> Arrays.stream((long[]) value).allMatch(each -> each == 1);
      case "pads", "output_padding" -> Arrays.stream((long[]) value).allMatch(each -> each == 0);
      default -> value.equals(BY_ATTRIBUTE.get(operator + "." + attribute));
    };
  }
}
