package fovea.server.workbench;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people may write for a part of a layer's weights beside the way a {@link
 * fovea.engine.tensor.Slice} is written, since PyTorch takes it, too: {@code conv1.weight[3][0]},
 * {@code conv1.weight[-1]} from the end, and without the layer, {@code weight[3]}.
 */
final class TypedSlice {

  private static final Pattern TEXT = Pattern.compile(
      "([A-Za-z0-9_.-]{1,90})\\s*((?:\\[[-\\d,\\s]{1,60}]\\s*){0,4})");
  private static final Pattern PLACE = Pattern.compile("-?\\d{1,9}");

  private TypedSlice() {}

  /** The same as a slice is written; what is not understood stays as it is. */
  static String of(String typed, String layer, NetworkReading reading) {
    Matcher text = TEXT.matcher(typed);
    if (!text.matches()) {
      return typed;
    }
    String name = text.group(1).contains(".") ? text.group(1) : layer + "." + text.group(1);
    List<Long> shape = shape(name, reading);
    List<Long> places = PLACE.matcher(text.group(2)).results().map(MatchResult::group)
        .map(Long::valueOf).toList();
    StringBuilder index = new StringBuilder();
    for (int axis = 0; axis < places.size(); axis++) {
      long fromEnd = places.get(axis) < 0 && axis < shape.size() ? shape.get(axis) : 0;
      index.append(axis == 0 ? "" : ", ").append(places.get(axis) + fromEnd);
    }
    return places.isEmpty() ? name : name + "[" + index + "]";
  }

  private static List<Long> shape(String name, NetworkReading reading) {
    return reading.layer(name.substring(0, name.lastIndexOf('.')))
        .map(LayerReading::cost).stream().flatMap(cost -> cost.parameters().stream())
        .filter(parameter -> parameter.name().equals(name)).findFirst()
        .map(Parameter::shape).orElse(List.of());
  }
}
