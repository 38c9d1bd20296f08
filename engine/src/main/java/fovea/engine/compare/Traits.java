package fovea.engine.compare;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Optional;

/**
 * What of a layer counts when its like is looked for in another network.
 *
 * @param id its name
 * @param family what sort of work it does: only layers of one family can be each other's like
 * @param work what it does
 * @param octaves how often the side of the picture was halved to get its maps; NaN where it gives
 *     features, or nothing is known
 * @param doublings the base-2 logarithm of its channels or features; NaN where nothing is known
 */
record Traits(
    String id, Class<?> family, Work work, double octaves, double doublings) {

  /**
   * What a layer does. Large networks have few that differ.
   *
   * @param type its type
   * @param arguments of the type, in order
   */
  record Work(Class<?> type, List<Object> arguments) {

    /** What it costs to call them alike. */
    double unlike(Work other) {
      if (type != other.type) {
        return OTHER_TYPE;
      }
      int different = 0;
      for (int i = 0; i < arguments.size(); i++) {
        different += arguments.get(i).equals(other.arguments.get(i)) ? 0 : 1;
      }
      return arguments.isEmpty() ? 0 : OTHER_ARGUMENTS * different / arguments.size();
    }
  }

  /** What it costs that a layer has no like. */
  static final float ALONE = 1;

  private static final double OTHER_TYPE = 0.4;
  private static final double OTHER_ARGUMENTS = 0.4;
  private static final double AN_OCTAVE = 1.2;
  private static final double MOST_FOR_OCTAVES = 1.5;
  private static final double MAPS_AND_FEATURES = 1.5;
  private static final double A_DOUBLING = 0.1;
  private static final double MOST_FOR_DOUBLINGS = 0.3;
  private static final double OTHER_NAME = 0.3;

  static List<Traits> of(NetworkReading reading) {
    return reading.network().nodes().stream().map(node -> of(reading, node)).toList();
  }

  private static Traits of(NetworkReading reading, Node node) {
    Layer layer = node.layer();
    List<Object> arguments = LayerType.of(layer).arguments().stream()
        .map(argument -> argument.of(layer)).toList();
    Optional<Shape> output = reading.layer(node.id()).map(LayerReading::output);
    return new Traits(node.id(), family(layer), new Work(layer.getClass(), arguments),
        output.map(shape -> octaves(reading.network().input(), shape)).orElse(Double.NaN),
        output.map(shape -> log2(shape.dimensions().getFirst())).orElse(Double.NaN));
  }

  private static Class<?> family(Layer layer) {
    return switch (layer) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, Linear _ -> Conv2d.class;
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> MaxPool2d.class;
      case Activation _ -> Activation.class;
      case Merge _ -> Merge.class;
      case BatchNorm2d _, Flatten _, Dropout _, Softmax _, Upsample _ -> layer.getClass();
    };
  }

  private static double octaves(Shape.Maps picture, Shape output) {
    return switch (output) {
      case Shape.Maps(int _, int height, int width) ->
        (log2(picture.height()) - log2(height) + log2(picture.width()) - log2(width)) / 2;
      case Shape.Features _ -> Double.NaN;
    };
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  /**
   * What it costs to call two layers each other's like: 0 if they are the same but for their
   * surroundings; infinitely much if they do different work.
   *
   * @param inWork what it costs that {@link #work} differs
   */
  float unlike(Traits other, double inWork) {
    return family == other.family
        ? (float) (inWork + inPlace(other) + inWidth(other)
            + (id.equals(other.id) ? 0 : OTHER_NAME))
        : Float.POSITIVE_INFINITY;
  }

  private double inPlace(Traits other) {
    boolean flat = Double.isNaN(octaves);
    return flat != Double.isNaN(other.octaves)
        ? MAPS_AND_FEATURES
        : flat ? 0 : Math.min(MOST_FOR_OCTAVES, AN_OCTAVE * Math.abs(octaves - other.octaves));
  }

  private double inWidth(Traits other) {
    double doubled = Math.abs(doublings - other.doublings);
    boolean alike = Double.isNaN(octaves) == Double.isNaN(other.octaves);
    return !alike || Double.isNaN(doubled) ? 0 : Math.min(MOST_FOR_DOUBLINGS, A_DOUBLING * doubled);
  }
}
