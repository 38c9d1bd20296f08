package fovea.server.sets;

import fovea.engine.network.Shape;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptSet;
import java.util.Arrays;
import java.util.List;

/** What the forms about sets say. */
final class SetForm {

  private SetForm() {}

  /** {@code channels} (1 or 3) and {@code side} of the pictures. */
  static Shape.Maps shape(Form form) {
    int side = number(form, "side");
    int channels = number(form, "channels");
    if (side < KeptSet.SMALLEST_SIDE || side > KeptSet.LARGEST_SIDE
        || (channels != 1 && channels != 3)) {
      throw Refusal.overLimit("set_side", "The pictures of a set have " + KeptSet.SMALLEST_SIDE
          + " to " + KeptSet.LARGEST_SIDE + " pixels a side, and 1 channel or 3.");
    }
    return new Shape.Maps(channels, side, side);
  }

  private static int number(Form form, String name) {
    return form.text(name).map(String::strip).filter(typed -> typed.matches("\\d{1,4}"))
        .map(Integer::parseInt).orElse(0);
  }

  /** {@code classes}: a name a line, or separated by commas. */
  static List<String> classes(Form form) {
    return Arrays.stream(text(form, "classes").split("[\\n,，、;]", -1))
        .map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** A field that must be there. */
  static String text(Form form, String name) {
    return form.text(name).orElse("").strip();
  }

  /** {@code picture}, as often as there are. */
  static List<Long> numbers(Form form) {
    return form.texts("picture").stream().filter(typed -> typed.matches("\\d{1,18}"))
        .map(Long::parseLong).toList();
  }
}
