package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import java.util.List;
import java.util.Optional;

/** The rules that a layer's arguments keep by themselves, whatever its input is. */
final class ArgumentRule {

  private ArgumentRule() {}

  /** The first rule that the layer breaks. */
  static Optional<Problem> brokenBy(String id, Layer layer) {
    List<LayerArgument> broken = LayerType.brokenArguments(layer);
    if (!broken.isEmpty()) {
      LayerArgument argument = broken.getFirst();
      return Optional.of(
          problem(
              id, argument.name(), argument.of(layer), argument.broken(layer).orElseThrow()));
    }
    return switch (layer) {
      case Conv2d conv -> sameNeedsStrideOne(id, conv.padding(), conv.stride());
      case LocallyConnected2d local -> sameNeedsStrideOne(id, local.padding(), local.stride());
      case ConvTranspose2d conv -> outputPaddingIsSmall(id, conv);
      default -> Optional.empty();
    };
  }

  private static Optional<Problem> sameNeedsStrideOne(String id, Padding padding, Pair stride) {
    return padding instanceof Padding.Same && !stride.equals(Pair.of(1))
        ? Optional.of(problem(id, "stride", stride, "1 with padding \"same\""))
        : Optional.empty();
  }

  /** PyTorch: output_padding must be smaller than either stride or dilation. */
  private static Optional<Problem> outputPaddingIsSmall(String id, ConvTranspose2d conv) {
    for (Axis axis : Axis.values()) {
      int most = Math.max(conv.stride().along(axis), conv.dilation().along(axis)) - 1;
      if (conv.outputPadding().along(axis) > most) {
        return Optional.of(
            problem(
                id, "output_padding", conv.outputPadding(),
                "≤ " + most + ", less than stride or dilation"));
      }
    }
    return Optional.empty();
  }

  private static Problem problem(String id, String argument, Object value, String requirement) {
    String found = LayerArgument.plain(value).toString();
    Formula formula = new Formula("", new Expression.Words(argument, argument + " = " + found),
        null, requirement);
    return new Problem.IllegalArgument(id, argument, found, requirement, formula);
  }
}
