package fovea.engine.exercise;

import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tasks that somebody has set by hand. Their word says all of them, so that it can be kept where the word of
 * a task of the course is: {@code own:output_is=128x8x8,parameters_below=50000}, with the word of a picture
 * behind a goal about it, {@code largest_is=7@0a1b}. Each wants a legal network as well.
 */
public final class OwnTask {

  /** What they are called in messages, and how their words begin. */
  public static final String WORD = "own";

  private static final String PREFIX = WORD + ":";
  private static final Pattern GOAL = Pattern
      .compile("([a-z_]{1,20})=(\\d{1,12}(?:x\\d{1,9}){0,2})(?:@([0-9a-f]{1,64}))?");

  private OwnTask() {}

  /**
   * The word of a task with these goals, each wanted or not.
   *
   * @param goals some of {@link Goal.OutputIs}, {@link Goal.ParametersBelow}, {@link Goal.MacsBelow},
   *     {@link Goal.FieldAtLeast} and {@link Goal.LargestIs}
   * @throws IllegalArgumentException for any other
   */
  public static String word(List<Goal> goals) {
    return PREFIX + goals.stream().map(goal -> goal.word() + "=" + numbers(goal))
        .collect(Collectors.joining(","));
  }

  private static String numbers(Goal goal) {
    return switch (goal) {
      case Goal.OutputIs(Shape shape) -> shape.dimensions().stream().map(String::valueOf)
          .collect(Collectors.joining("x"));
      case Goal.ParametersBelow(long bound) -> "" + bound;
      case Goal.MacsBelow(long bound) -> "" + bound;
      case Goal.FieldAtLeast(int rows, int columns) -> rows + "x" + columns;
      case Goal.LargestIs(long place, String picture) -> place + "@" + picture;
      case Goal.Legal _, Goal.InputIs _, Goal.ParametersAtMostShare _, Goal.FieldIs _, Goal.MacsSaved _, Goal.DepthwiseSeparable _ ->
        throw new IllegalArgumentException("expected a goal of a hand-set task but found " + goal);
    };
  }

  /** The same task about another picture, if it is about one. */
  public static String about(String picture, String word) {
    return word.replaceAll("@[0-9a-f]+", "@" + picture);
  }

  /** The task of such a word; empty for any other. */
  static Optional<Task> of(String word) {
    if (!word.startsWith(PREFIX)) {
      return Optional.empty();
    }
    List<Goal> goals = new ArrayList<>();
    for (String part : word.substring(PREFIX.length()).split(",", -1)) {
      Matcher written = GOAL.matcher(part);
      if (!written.matches()) {
        return Optional.empty();
      }
      Optional<Goal> goal = goal(written.group(1), written.group(2).split("x", 3),
          Optional.ofNullable(written.group(3)));
      if (goal.isEmpty()) {
        return Optional.empty();
      }
      goals.add(goal.get());
    }
    goals.add(new Goal.Legal());
    return Optional
        .of(new Task(WORD, NetworkBuilder.named(WORD, new Maps(3, 8, 8)).build(), goals));
  }

  private static Optional<Goal> goal(String word, String[] numbers, Optional<String> picture) {
    return switch (word + numbers.length) {
      case "largest_is1" ->
        picture.map(it -> new Goal.LargestIs(Long.parseLong(numbers[0]), it));
      case "output_is1" -> Optional.of(new Goal.OutputIs(new Features(Long.parseLong(numbers[0]))));
      case "output_is3" -> Optional.of(new Goal.OutputIs(
          new Maps(number(numbers[0]), number(numbers[1]), number(numbers[2]))));
      case "parameters_below1" ->
        Optional.of(new Goal.ParametersBelow(Long.parseLong(numbers[0])));
      case "macs_below1" -> Optional.of(new Goal.MacsBelow(Long.parseLong(numbers[0])));
      case "field_at_least2" ->
        Optional.of(new Goal.FieldAtLeast(number(numbers[0]), number(numbers[1])));
      default -> Optional.empty();
    };
  }

  /** Of at most 12 digits; what is no int becomes the largest one, which no network reaches. */
  private static int number(String digits) {
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
  }
}
