package fovea.server.workbench;

import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.picture.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps between picture and network as their form sends them: for each its kind and its numbers,
 * in order, and at most one thing to do with them.
 */
final class StepsForm {

  private StepsForm() {}

  /**
   * {@code step, amount, second} once a step, and {@code add} (a kind), {@code remove} or {@code
   * earlier} (a place from 0). Who adds two quickly sends the second without the first: what is to be
   * done is done to the steps that are kept, with the numbers that were sent if they are of the same.
   *
   * @throws Refusal 400 for what is not understood or out of range, 422 for too many
   */
  static List<Step> of(Form form, List<Step> kept) {
    List<String> kinds = form.texts("step");
    List<String> amounts = form.texts("amount");
    List<String> seconds = form.texts("second");
    if (amounts.size() != kinds.size() || seconds.size() != kinds.size()) {
      throw Refusal.malformed("Each step needs its \"step\", \"amount\" and \"second\".");
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Step.Kind kind = kind(kinds.get(i));
      boolean isOne = kind.numbers().size() == 1;
      steps.add(new Step(kind, number(amounts.get(i)), isOne ? 0 : number(seconds.get(i))));
    }
    boolean acts = Stream.of("add", "remove", "earlier").anyMatch(form.names()::contains);
    if (acts && !kinds.equals(kept.stream().map(step -> step.kind().word()).toList())) {
      steps.clear();
      steps.addAll(kept);
    }
    form.text("add").ifPresent(kind -> steps.add(kind(kind).usual()));
    place(form, "remove", steps).ifPresent(place -> steps.remove((int) place));
    place(form, "earlier", steps)
        .ifPresent(place -> Collections.swap(steps, place, Math.max(0, place - 1)));
    if (steps.size() > Step.MAX) {
      throw Refusal.overLimit("picture_steps", "A picture goes through at most " + Step.MAX
          + " steps; remove one first.");
    }
    return steps;
  }

  private static Step.Kind kind(String word) {
    return Step.Kind.of(word).orElseThrow(
        () -> Refusal.malformed("There is no step \"" + word + "\" for pictures."));
  }

  private static Optional<Integer> place(Form form, String name, List<Step> steps) {
    return form.text(name).map(text -> {
      int place = text.matches("\\d{1,3}") ? Integer.parseInt(text) : steps.size();
      if (place >= steps.size()) {
        throw Refusal.malformed("There is no step " + text + ".");
      }
      return place;
    });
  }

  private static double number(String text) {
    String typed = text.strip().replace('\u2212', '-');
    if (!typed.matches("[-+]?(\\d{1,9}\\.?\\d{0,6}|\\.\\d{1,6})")) {
      throw Refusal.malformed("A step needs a number, but found \""
          + typed.substring(0, Math.min(40, typed.length())) + "\".");
    }
    return Double.parseDouble(typed);
  }
}
