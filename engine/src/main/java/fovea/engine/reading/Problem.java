package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import java.util.List;

/**
 * Why a network cannot be computed past a layer: something for the person who builds it, not an
 * exception. The repairs say what to do about each.
 */
public sealed interface Problem {

  /** The id of the layer that it stands at, {@code input} for the picture. */
  String layer();

  /** The rule that is broken, with this network's values put in. */
  Formula formula();

  /** One sentence for people: what was expected and what was found. */
  String message();

  /** An argument has a value that no layer of its type may have. */
  record IllegalArgument(
      String layer, String argument, String found, String requirement,
      Formula formula) implements Problem {
    @Override
    public String message() {
      return argument + " must be " + requirement + " but is " + found + " at " + layer;
    }
  }

  /** The layer reads features where it needs maps, or maps where it needs features. */
  record WrongRank(String layer, LayerType type, boolean needsMaps, Shape found,
      Formula formula) implements Problem {
    @Override
    public String message() {
      return type + " expects " + (needsMaps ? "maps C × H × W" : "a list of N features")
          + " but found " + (needsMaps ? "a list of " + found + " features" : "maps " + found)
          + " at " + layer;
    }
  }

  /** The window does not fit into its padded input: nothing would be left along an axis. */
  record DoesNotFit(String layer, LayerType type, Axis axis, Shape.Maps input,
      Formula formula) implements Problem {
    @Override
    public String message() {
      return type + "'s window does not fit into an input of " + input + ": no "
          + (axis == Axis.HEIGHT ? "row" : "column") + " of the output is left at " + layer;
    }
  }

  /** The channels cannot be dealt out evenly to the groups. */
  record NotDivisible(String layer, String channelsName, long channels, int groups,
      Formula formula) implements Problem {
    @Override
    public String message() {
      return channelsName + " = " + channels + " cannot be divided into " + groups
          + " equal groups at " + layer;
    }
  }

  /** More padding than the window or its way of padding allows. */
  record TooMuchPadding(
      String layer, String argument, long found, long most, String because,
      Formula formula) implements Problem {
    @Override
    public String message() {
      return argument + " is " + found + " but may be at most " + most + " at " + layer + ": "
          + because;
    }
  }

  /** Inputs that are to be joined have shapes that do not match; layers that rounded them, if any did. */
  record ShapesDisagree(
      String layer, LayerType type, List<String> inputs, List<Shape> shapes, String rule,
      List<Rounding> roundings, Formula formula) implements Problem {
    public ShapesDisagree {
      inputs = List.copyOf(inputs);
      shapes = List.copyOf(shapes);
      roundings = List.copyOf(roundings);
    }

    ShapesDisagree because(List<Rounding> rounded) {
      return new ShapesDisagree(layer, type, inputs, shapes, rule, rounded, formula);
    }

    @Override
    public String message() {
      StringBuilder found = new StringBuilder();
      for (int i = 0; i < inputs.size(); i++) {
        found.append(i == 0 ? "" : i == inputs.size() - 1 ? " and " : ", ")
            .append(inputs.get(i)).append(" is ").append(shapes.get(i));
      }
      StringBuilder because = new StringBuilder();
      roundings.forEach(rounding -> because.append("; ").append(rounding.message()));
      return type + " expects " + rule + " but " + found + " at " + layer + because;
    }
  }

  /** The layer reads something that is not there, too many or too few inputs, or shares an id. */
  record BadWiring(String layer, Fault fault, String detail, Formula formula) implements Problem {

    /** What is wrong with the connection. */
    public enum Fault {
      UNKNOWN_INPUT, LATER_INPUT, INPUT_COUNT, DUPLICATE_ID
    }

    @Override
    public String message() {
      return switch (fault) {
        case UNKNOWN_INPUT -> "there is no layer \"" + detail + "\" for " + layer + " to read";
        case LATER_INPUT ->
          layer + " reads \"" + detail + "\", which is not computed before it";
        case INPUT_COUNT -> layer + " " + detail;
        case DUPLICATE_ID -> "the id \"" + detail + "\" is used by another layer already";
      };
    }
  }

  /** A size or count that no computer could hold. */
  record TooLarge(String layer, String quantity, String limit, Formula formula) implements Problem {
    @Override
    public String message() {
      return quantity + " at " + layer + " is larger than " + limit;
    }
  }
}
