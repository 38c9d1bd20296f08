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
import java.util.stream.Stream;

/** Reads the goals that a teacher sets: each field may be empty. */
final class TaskForm {

  private TaskForm() {}

  /**
   * {@code output} (as {@code 128 x 8 x 8} or {@code 10}), {@code parameters}, {@code macs}, {@code field}:
   * the word of the task; empty if nothing is asked for.
   *
   * @throws Refusal 422 for what is no such number
   */
  static String word(Form form, Words words) {
    List<Goal> goals = new ArrayList<>();
    numbers(form, "output", words).map(sides -> output(sides, words)).ifPresent(goals::add);
    bound(form, "parameters", words, Goal.ParametersBelow::new).ifPresent(goals::add);
    bound(form, "macs", words, Goal.MacsBelow::new).ifPresent(goals::add);
    bound(form, "field", words, side -> new Goal.FieldAtLeast((int) side, (int) side))
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
    return numbers(form, field, words).map(numbers -> {
      if (numbers.size() != 1) {
        throw wrong(field, words);
      }
      return goal.apply(numbers.getFirst());
    });
  }

  private static Optional<List<Long>> numbers(Form form, String field, Words words) {
    String typed = form.text(field).orElse("").strip();
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    // Groups of digits may be apart, as people and our own pages write them.
    List<String> parts = Stream.of(typed.replace("[", "").replace("]", "").split("[x×*;]|, ", 4))
        .map(part -> part.replaceAll("[\\h,.'’]", "")).toList();
    if (!parts.stream().allMatch(part -> part.matches("[1-9]\\d{0,8}"))) {
      throw wrong(field, words);
    }
    return Optional.of(parts.stream().map(Long::parseLong).toList());
  }

  private static Refusal wrong(String field, Words words) {
    return Refusal.unusable(words.say("room.task.wrong", words.say("room.task." + field)));
  }
}
