package fovea.engine.reading;

import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.output;
import static fovea.engine.reading.Expression.product;

import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that a layer owns: their names and shapes as in PyTorch, and the arithmetic of how many
 * numbers the weight and the bias hold.
 *
 * @param list the tensors, weight first
 * @param weight how many weights, factor by factor; null if it has none
 * @param bias how many biases; null if it has none
 */
record Parameters(
    List<Parameter> list,
    @Nullable Expression weight,
    @Nullable Expression bias) {

  private static final Parameters NONE = new Parameters(List.of(), null, null);

  /**
   * The parameters of a node that is legal for this input.
   *
   * @throws Overflow past 2^63 − 1
   */
  static Parameters of(Node node, Shape in, Shape out) {
    return switch (node.layer()) {
      case Conv2d conv -> convolution(node.id(), conv, (Maps) in);
      case ConvTranspose2d conv -> transposed(node.id(), conv, (Maps) in);
      case LocallyConnected2d local -> locallyConnected(node.id(), local, (Maps) in, (Maps) out);
      case Linear linear -> linear(node.id(), linear, (Features) in);
      case BatchNorm2d _ -> batchNorm(node.id(), (Maps) in);
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _, Activation _ ->
        NONE;
    };
  }

  private static Parameters convolution(String id, Conv2d conv, Maps in) {
    return convolution(id,
        output("out_channels", conv.outChannels()),
        perGroup(input("in_channels", in.channels()), conv.groups()),
        conv.kernelSize(), conv.bias(), conv.outChannels());
  }

  private static Parameters transposed(String id, ConvTranspose2d conv, Maps in) {
    return convolution(id,
        input("in_channels", in.channels()),
        perGroup(output("out_channels", conv.outChannels()), conv.groups()),
        conv.kernelSize(), conv.bias(), conv.outChannels());
  }

  /** A weight of shape [outer, inner, k_h, k_w]; PyTorch takes all but the outer axis for fan-in. */
  private static Parameters convolution(
      String id, Expression outer, Expression inner, Pair size, boolean bias, int outChannels) {
    Expression height = kernel("k_h", size.height());
    Expression width = kernel("k_w", size.width());
    return of(id,
        List.of(outer.value(), inner.value(), (long) size.height(), (long) size.width()),
        Quantity.of("fan_in", product(inner, height, width)).value(),
        product(outer, inner, height, width),
        bias, output("out_channels", outChannels), List.of((long) outChannels));
  }

  private static Parameters locallyConnected(
      String id, LocallyConnected2d local, Maps in, Maps out) {
    Pair size = local.kernelSize();
    Expression channels = output("out_channels", local.outChannels());
    Expression places = product(output("H_{out}", out.height()), output("W_{out}", out.width()));
    Expression taps = product(input("in_channels", in.channels()),
        kernel("k_h", size.height()), kernel("k_w", size.width()));
    long fanIn = Quantity.of("fan_in", taps).value();
    return of(id, List.of(channels.value(), places.value(), fanIn), fanIn,
        product(channels, places, taps), local.bias(), product(channels, places),
        List.of(channels.value(), places.value()));
  }

  private static Parameters linear(String id, Linear linear, Features in) {
    Expression weight = product(output("out_features", linear.outFeatures()),
        input("in_features", in.count()));
    return of(id, List.of((long) linear.outFeatures(), in.count()), in.count(), weight,
        linear.bias(), output("out_features", linear.outFeatures()),
        List.of((long) linear.outFeatures()));
  }

  private static Parameters batchNorm(String id, Maps in) {
    List<Long> shape = List.of((long) in.channels());
    return new Parameters(
        List.of(
            new Parameter(id + ".weight", shape, Kind.SCALE, 0),
            new Parameter(id + ".bias", shape, Kind.BIAS, 0),
            new Parameter(id + ".running_mean", shape, Kind.RUNNING_MEAN, 0),
            new Parameter(id + ".running_var", shape, Kind.RUNNING_VAR, 0)),
        input("C", in.channels()),
        input("C", in.channels()));
  }

  private static Expression perGroup(Expression channels, int groups) {
    return groups == 1
        ? channels
        : new Expression.Quotient(
            channels, kernel("groups", groups), Expression.Rounding.EXACT);
  }

  private static Parameters of(
      String id, List<Long> weightShape, long fanIn, Expression weight,
      boolean hasBias, Expression bias, List<Long> biasShape) {
    List<Parameter> list = new ArrayList<>();
    list.add(new Parameter(id + ".weight", weightShape, Kind.WEIGHT, fanIn));
    if (hasBias) {
      list.add(new Parameter(id + ".bias", biasShape, Kind.BIAS, fanIn));
    }
    return new Parameters(List.copyOf(list), weight, hasBias ? bias : null);
  }
}
