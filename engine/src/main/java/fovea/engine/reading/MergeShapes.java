package fovea.engine.reading;

import static fovea.engine.reading.Expression.input;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Merge;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What shape comes of joining several. */
final class MergeShapes {

  private MergeShapes() {}

  static ShapeReading of(String id, Merge layer, List<String> inputIds, List<Shape> inputs) {
    return switch (layer) {
      case Concat _ -> concat(id, layer, inputIds, inputs);
      case Add _, Multiply _ -> cellByCell(id, layer, inputIds, inputs);
    };
  }

  private static ShapeReading cellByCell(
      String id, Merge layer, List<String> inputIds, List<Shape> inputs) {
    Shape largest = largest(inputs);
    boolean agree = inputs.stream().allMatch(shape -> spreads(shape, largest));
    return agree
        ? ShapeReading.like(largest)
        : disagree(id, layer, inputIds, inputs, "inputs of one shape (1 × 1 maps may be spread)");
  }

  /** The shape to which the others are spread: the first that is not 1 × 1. */
  private static Shape largest(List<Shape> inputs) {
    return inputs.stream()
        .filter(shape -> !(shape instanceof Maps maps && isOneByOne(maps)))
        .findFirst()
        .orElse(inputs.getFirst());
  }

  private static boolean spreads(Shape shape, Shape over) {
    return shape.equals(over)
        || (shape instanceof Maps maps
            && over instanceof Maps others
            && isOneByOne(maps)
            && maps.channels() == others.channels());
  }

  private static boolean isOneByOne(Maps maps) {
    return maps.height() == 1 && maps.width() == 1;
  }

  private static ShapeReading concat(
      String id, Merge layer, List<String> inputIds, List<Shape> inputs) {
    Shape first = inputs.getFirst();
    boolean agree = inputs.stream().allMatch(shape -> standsBeside(shape, first));
    if (!agree) {
      return disagree(id, layer, inputIds, inputs, "maps of one height and width");
    }
    Expression count = new Expression.Sum(
        IntStream.range(0, inputs.size())
            .mapToObj(i -> switch (inputs.get(i)) {
              case Maps maps -> input("C_{" + (i + 1) + "}", maps.channels());
              case Features(long features) -> input("N_{" + (i + 1) + "}", features);
            })
            .toList());
    return switch (first) {
      case Maps maps ->
        ShapeReading.maps(id, count, input("H", maps.height()), input("W", maps.width()));
      case Features _ -> ShapeReading.features(count);
    };
  }

  private static boolean standsBeside(Shape shape, Shape first) {
    return switch (shape) {
      case Maps maps ->
        first instanceof Maps others
            && maps.height() == others.height()
            && maps.width() == others.width();
      case Features _ -> first instanceof Features;
    };
  }

  private static ShapeReading disagree(
      String id, Merge layer, List<String> inputIds, List<Shape> inputs, String rule) {
    String shapes = inputs.stream().map(s -> s.dimensions().toString())
        .collect(Collectors.joining(" ≠ "));
    Formula formula = Formula.words(
        layer instanceof Concat ? "H_1 = H_2, W_1 = W_2" : "shape_1 = shape_2", shapes);
    return new ShapeReading.Broken(new Problem.ShapesDisagree(
        id, LayerType.of(layer), inputIds, inputs, rule, List.of(), formula));
  }
}
