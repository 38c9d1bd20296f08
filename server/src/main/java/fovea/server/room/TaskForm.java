package fovea.server.room;

import fovea.engine.exercise.Goal;
import fovea.engine.exercise.OwnTask;
import fovea.engine.network.Shape;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** Reads the goals that a teacher sets: each field may be empty. */
final class TaskForm {

  private static final Pattern NUMBER = Pattern
      .compile("[1-9]\\d{0,11}|[1-9]\\d{0,2}(?:[\\h,.'’]\\d{3}){1,3}");
  private static final long MOST = 999_999_999_999L;

  private TaskForm() {}

  /**
   * {@code output} (as {@code 128 x 8 x 8} or {@code 10}), {@code parameters}, {@code macs}, {@code field},
   * {@code largest}: the word of the task; empty if nothing is asked for.
   *
   * @param picture the word for the one that was sent, which the last is about; empty if none was
   * @throws Refusal 422 for what is no such number, or without a picture
   */
  static String word(Form form, Optional<String> picture, Words words) {
    List<Goal> goals = new ArrayList<>();
    numbers(form, "output", words).map(sides -> output(sides, words)).ifPresent(goals::add);
    bound(form, "parameters", words, Goal.ParametersBelow::new).ifPresent(goals::add);
    bound(form, "macs", words, Goal.MacsBelow::new).ifPresent(goals::add);
    bound(form, "field", words, side -> new Goal.FieldAtLeast((int) side, (int) side))
        .ifPresent(goals::add);
    place(form, words).map(place -> new Goal.LargestIs(place,
        picture.orElseThrow(() -> Refusal.unusable(words.say("room.task.picture")))))
        .ifPresent(goals::add);
    return goals.isEmpty() ? "" : OwnTask.word(goals);
  }

  private static Goal output(List<Long> sides, Words words) {
    return switch (sides.size()) {
      case 1 -> new Goal.OutputIs(new Shape.Features(sides.getFirst()));
      case 3 -> new Goal.OutputIs(new Shape.Maps(sides.get(0).intValue(), sides.get(1).intValue(),
          sides.get(2).intValue()));
      default -> throw wrong("output", words);
    };
  }

  private static Optional<Goal> bound(
      Form form, String field, Words words, LongFunction<Goal> goal) {
    return numbers(form, field, words)
        .map(numbers -> goal.apply(only(field, numbers, words)));
  }

  /** The only number that may be 0. */
  private static Optional<Long> place(Form form, Words words) {
    return form.text("largest").filter(typed -> typed.strip().equals("0")).map(_ -> 0L)
        .or(() -> numbers(form, "largest", words)
            .map(numbers -> only("largest", numbers, words)));
  }

  private static long only(String field, List<Long> numbers, Words words) {
    if (numbers.size() != 1) {
      throw wrong(field, words);
    }
    return numbers.getFirst();
  }

  private static Optional<List<Long>> numbers(Form form, String field, Words words) {
    String typed = form.text(field).orElse("").strip();
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    // Groups of three digits may be apart, as people and our own pages write them.
    String bare = typed.replaceAll("[\\[\\]()]", "");
    List<String> sides = List.of(bare.split("[xX×*;]", 4));
    List<String> parts = (sides.size() > 1 || NUMBER.matcher(bare).matches()
        ? sides
        : List.of(bare.split("[,\\h]+", 4))).stream().map(String::strip).toList();
    if (!parts.stream().allMatch(part -> NUMBER.matcher(part).matches())) {
      throw wrong(field, words);
    }
    List<Long> numbers = parts.stream()
        .map(part -> Long.parseLong(part.replaceAll("\\D", ""))).toList();
    if (numbers.stream().anyMatch(number -> number > MOST)
        || (numbers.size() > 1 && numbers.stream().anyMatch(side -> side > Integer.MAX_VALUE))) {
      throw wrong(field, words);
    }
    return Optional.of(numbers);
  }

  private static Refusal wrong(String field, Words words) {
    return Refusal.unusable(words.say("room.task.wrong", words.say("room.task." + field)));
  }
}
