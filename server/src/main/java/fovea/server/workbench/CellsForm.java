package fovea.server.workbench;

import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.web.workbench.WeightsPresenter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;

/** Numbers that were typed over those of a kernel or a row. */
final class CellsForm {

  private static final Pattern CELL = Pattern.compile("w\\d{1,9}");
  private static final Pattern NUMBER = Pattern.compile(
      "[-+]?(\\d++\\.?+\\d*+|\\.\\d++)([eE][-+]?\\d{1,5})?");
  private static final int MAX_TEXT = 60;

  private CellsForm() {}

  /**
   * The fields of a form by place.
   *
   * @throws Refusal 400 if there are none, or one is beyond the part
   */
  static Map<Integer, String> texts(Form form, long count, Slice slice) {
    Map<Integer, String> texts = new HashMap<>();
    for (String name : form.names()) {
      if (CELL.matcher(name).matches()) {
        int place = Integer.parseInt(name.substring(1));
        if (place >= count) {
          throw Refusal.malformed(
              slice + " has " + count + " numbers, and none at place " + place + ".");
        }
        texts.put(place, form.text(name).orElse(""));
      }
    }
    if (texts.isEmpty()) {
      throw Refusal.malformed("Weights need numbers w0, w1, …, a \"filter\" or \"reset\".");
    }
    return texts;
  }

  /** Those of the numbers that changed, each a part of its own. */
  static Map<Slice, Tensor> cells(
      Map<Integer, String> texts, Slice slice, IntToDoubleFunction before) {
    Map<Slice, Tensor> cells = new HashMap<>();
    texts.forEach((place, text) -> {
      float old = (float) before.applyAsDouble(place);
      float number = number(text, old, slice + " at " + place);
      if (number != old) {
        List<Integer> index = new ArrayList<>(slice.index());
        index.add(place);
        cells.put(new Slice(slice.parameter(), index), Tensor.of(new float[]{number}));
      }
    });
    return cells;
  }

  /**
   * What was typed; text that is how the field showed its number means that number, with the digits
   * that were not shown.
   *
   * @throws Refusal 400 for what is no number, 422 for one beyond float32
   */
  static float number(String text, float before, String place) {
    String typed = text.strip().replace('\u2212', '-');
    if (typed.equals(WeightsPresenter.shown(before))) {
      return before;
    }
    if (typed.length() > MAX_TEXT || !NUMBER.matcher(typed).matches()) {
      throw Refusal.malformed(place + " must be a number, such as -0.25 or 1e-3, but is \""
          + typed.substring(0, Math.min(typed.length(), MAX_TEXT)) + "\".");
    }
    float number = Float.parseFloat(typed);
    if (Float.isInfinite(number)) {
      throw Refusal.overLimit("finite_numbers", place + " is " + typed
          + "; weights are float32 numbers, up to " + Float.MAX_VALUE + ".");
    }
    return number;
  }
}
