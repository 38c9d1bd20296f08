package fovea.engine.reading;

import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.number;
import static fovea.engine.reading.Expression.output;
import static fovea.engine.reading.Expression.product;
import static fovea.engine.reading.Expression.sum;

import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import java.util.List;

/**
 * What a layer costs for one picture.
 *
 * @param parameters the tensors that it owns
 * @param parameterCount the trained numbers among them
 * @param macs multiply-accumulates of convolution and linear layers, without bias: the convention of
 *     torchvision's published figures
 * @param torchinfoMacs torchinfo's "mult-adds": bias counted, batch norm counted as its parameters
 * @param activationBytes memory of the output in float32
 */
public record CostReading(
    List<Parameter> parameters,
    Quantity parameterCount,
    Quantity macs,
    Quantity torchinfoMacs,
    Quantity activationBytes) {

  /**
   * The cost of a node that is legal for this input.
   *
   * @throws Overflow past 2^63 − 1
   */
  static CostReading of(Node node, Shape in, Shape out) {
    Parameters parameters = Parameters.of(node, in, out);
    Expression weight = parameters.weight() == null ? number(0) : parameters.weight();
    Expression count = parameters.bias() == null ? weight : sum(weight, parameters.bias());
    return new CostReading(
        parameters.list(),
        Quantity.of("parameters", count),
        Quantity.of("MACs", macs(node, weight, in, out)),
        Quantity.of("mult\\text{-}adds", torchinfoMacs(node, count, out)),
        Quantity.of("bytes", product(number(4), elements(out))));
  }

  private static Expression macs(Node node, Expression weight, Shape in, Shape out) {
    return switch (node.layer()) {
      case Conv2d _ -> product(weight, places((Maps) out));
      // Every input cell is multiplied with its whole kernel, so the input's places count.
      case ConvTranspose2d _ ->
        product(
            weight,
            product(input("H", ((Maps) in).height()), input("W", ((Maps) in).width())));
      case LocallyConnected2d _, Linear _ -> weight;
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _, Activation _ ->
        number(0);
    };
  }

  /** torchinfo multiplies all parameters of anything named Conv with the places of its output. */
  private static Expression torchinfoMacs(Node node, Expression count, Shape out) {
    return switch (node.layer()) {
      case Conv2d _, ConvTranspose2d _ -> product(count, places((Maps) out));
      case LocallyConnected2d _, Linear _, BatchNorm2d _ -> count;
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _, Activation _ ->
        number(0);
    };
  }

  private static Expression places(Maps out) {
    return product(output("H_{out}", out.height()), output("W_{out}", out.width()));
  }

  private static Expression elements(Shape out) {
    return switch (out) {
      case Maps(int channels, int height, int width) ->
        product(
            output("C_{out}", channels), output("H_{out}", height), output("W_{out}", width));
      case Features(long count) -> output("N_{out}", count);
    };
  }
}
