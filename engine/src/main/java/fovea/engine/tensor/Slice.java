package fovea.engine.tensor;

import fovea.engine.reading.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter or a part of it, the way PyTorch indexes it: {@code conv1.weight} is all of it, {@code
 * conv1.weight[3]} the filter that makes map 3, {@code conv1.weight[3, 0]} its kernel for input map
 * 0, {@code conv1.bias[3]} one number. Its numbers lie one behind the other.
 *
 * @param parameter {@code <layer id>.weight} and the like
 * @param index places along the outermost axes, from 0; empty: the whole parameter
 */
public record Slice(String parameter, List<Integer> index) {

  private static final Pattern TEXT = Pattern.compile(
      "([A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\\.[a-z_]{1,20})"
          + "(?:\\[(\\d{1,9}(?:, ?\\d{1,9}){0,3})])?");

  public Slice {
    index = List.copyOf(index);
  }

  /** The slice of that name; empty if the text is none. */
  public static Optional<Slice> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Integer> index = new ArrayList<>();
    String places = matcher.group(2);
    for (String place : places == null ? new String[0] : places.split(", ?")) {
      index.add(Integer.valueOf(place));
    }
    return Optional.of(new Slice(matcher.group(1), index));
  }

  /** The layer whose parameter it is. */
  public String layer() {
    return parameter.substring(0, parameter.lastIndexOf('.'));
  }

  /** The same of another layer. */
  public Slice of(String otherLayer) {
    return new Slice(otherLayer + parameter.substring(parameter.lastIndexOf('.')), index);
  }

  /** Whether the other lies inside this one, or is the same. */
  public boolean covers(Slice other) {
    return parameter.equals(other.parameter) && index.size() <= other.index.size()
        && index.equals(other.index.subList(0, index.size()));
  }

  /** Whether the parameter has such a part. */
  public boolean isOf(Parameter whole) {
    List<Long> shape = whole.shape();
    boolean there = parameter.equals(whole.name()) && index.size() <= shape.size();
    for (int axis = 0; there && axis < index.size(); axis++) {
      there = index.get(axis) < shape.get(axis);
    }
    return there;
  }

  /** The shape that it has: the parameter's, without the axes that the index names. */
  public List<Long> shape(Parameter whole) {
    return whole.shape().subList(index.size(), whole.shape().size());
  }

  /** The place of its first number among those of the parameter. */
  public long first(Parameter whole) {
    long first = 0;
    for (int axis = 0; axis < whole.shape().size(); axis++) {
      first = first * whole.shape().get(axis) + (axis < index.size() ? index.get(axis) : 0);
    }
    return first;
  }

  /** As people write it: {@code conv1.weight[3, 0]}. */
  @Override
  public String toString() {
    return index.isEmpty() ? parameter : parameter + index;
  }
}
