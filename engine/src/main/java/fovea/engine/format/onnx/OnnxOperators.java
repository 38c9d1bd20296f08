package fovea.engine.format.onnx;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Each layer in ONNX's operators. Most have one of their own; where PyTorch and ONNX differ (padding
 * modes, ceil mode, uneven adaptive pooling, unshared weights) a few are put together.
 */
final class OnnxOperators {

  private final OnnxGraph graph;
  private final Weights weights;
  private final OnnxPooling pooling;
  private final OnnxConvolution convolution;

  OnnxOperators(OnnxGraph graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
    this.pooling = new OnnxPooling(graph);
    this.convolution = new OnnxConvolution(graph);
  }

  /** Adds one layer; those that it reads are there. */
  void add(LayerReading layer) {
    List<String> parameters = new ArrayList<>();
    for (Parameter parameter : layer.cost().parameters()) {
      parameters.add(constant(parameter));
    }
    String id = layer.id();
    String in = layer.inputs().getFirst();
    List<String> withParameters = new ArrayList<>(List.of(in));
    withParameters.addAll(parameters);
    switch (layer.node().layer()) {
      case Conv2d conv -> convolution.conv(layer, conv, withParameters);
      case ConvTranspose2d conv -> convolution.transposed(id, conv, withParameters);
      case LocallyConnected2d local -> convolution.locallyConnected(layer, local, withParameters);
      case MaxPool2d pool -> pooling.max(layer, pool);
      case AvgPool2d pool -> pooling.average(layer, pool);
      case AdaptiveAvgPool2d pool ->
        pooling.adaptiveAverage(layer, pool.outputSize().in(inputMaps(layer)));
      case AdaptiveMaxPool2d pool ->
        pooling.adaptiveMax(layer, pool.outputSize().in(inputMaps(layer)));
      case BatchNorm2d norm ->
        graph.add("BatchNormalization", id, withParameters, Map.of("epsilon", (float) norm.eps()));
      case Linear _ -> graph.add("Gemm", id, withParameters, Map.of("transB", 1L));
      case Flatten _ -> graph.add("Flatten", id, List.of(in), Map.of("axis", 1L));
      case Dropout _ -> graph.add("Identity", id, in);
      case Softmax _ -> graph.add("Softmax", id, List.of(in), Map.of("axis", 1L));
      case Upsample up -> upsample(id, in, up);
      case Add _ -> graph.add("Sum", id, layer.inputs(), Map.of());
      case Multiply _ -> multiply(id, layer.inputs());
      case Concat _ -> graph.add("Concat", id, layer.inputs(), Map.of("axis", 1L));
      case Activation activation -> activation(id, in, activation);
    }
  }

  private String constant(Parameter parameter) {
    long[] dims = parameter.shape().stream().mapToLong(Long::longValue).toArray();
    return graph.floats(
        parameter.name(), (first, into, count) -> weights.copy(parameter, first, into, count),
        dims);
  }

  private void activation(String id, String in, Activation activation) {
    switch (activation) {
      case ReLU _ -> graph.add("Relu", id, in);
      case ReLU6 _ ->
        graph.add(
            "Clip", id, in,
            graph.floats("fovea/zero", 0),
            graph.floats("fovea/six", 6));
      case LeakyReLU leaky ->
        graph.add(
            "LeakyRelu", id, List.of(in), Map.of("alpha", (float) leaky.negativeSlope()));
      case ELU elu -> graph.add("Elu", id, List.of(in), Map.of("alpha", (float) elu.alpha()));
      case GELU _ -> graph.add("Gelu", id, in);
      case SiLU _ -> graph.add("Mul", id, in, graph.add("Sigmoid", id + "/sigmoid", in));
      case Hardswish _ -> graph.add("HardSwish", id, in);
      case Hardsigmoid _ ->
        graph.add("HardSigmoid", id, List.of(in), Map.of("alpha", 1f / 6, "beta", 0.5f));
      case Sigmoid _ -> graph.add("Sigmoid", id, in);
      case Tanh _ -> graph.add("Tanh", id, in);
    }
  }

  /** ONNX multiplies two at a time. */
  private void multiply(String id, List<String> inputs) {
    String product = inputs.getFirst();
    for (int i = 1; i < inputs.size(); i++) {
      String name = i == inputs.size() - 1 ? id : id + "/product" + i;
      product = graph.add("Mul", name, product, inputs.get(i));
    }
  }

  private void upsample(String id, String in, Upsample up) {
    String scales = graph.floats(
        id + "/scales", 1, 1, up.scaleFactor().height(), up.scaleFactor().width());
    Map<String, String> how = up.mode() == UpsampleMode.NEAREST
        ? Map.of(
            "mode", "nearest",
            "coordinate_transformation_mode", "asymmetric",
            "nearest_mode", "floor")
        : Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel");
    graph.add("Resize", id, List.of(in, "", scales), how);
  }

  /** Two numbers as ONNX writes them. */
  static long[] pair(Pair pair) {
    return new long[]{pair.height(), pair.width()};
  }

  /** What a layer reads, as maps. */
  static Maps inputMaps(LayerReading layer) {
    return (Maps) layer.inputShape();
  }

  /** What a layer gives, along an axis. */
  static int output(LayerReading layer, Axis axis) {
    return ((Maps) layer.output()).along(axis);
  }
}
