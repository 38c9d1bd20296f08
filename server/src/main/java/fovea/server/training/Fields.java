package fovea.server.training;

import fovea.server.http.Form;
import fovea.server.http.Refusal;
import java.util.List;

/** The fields of a form that says how to train: numbers within limits, and words of a few. */
record Fields(Form form) {

  int whole(String name, int usual, int least, int most) {
    String text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw Refusal.malformed(name + " must be a whole number from " + least + " to " + most
          + ", but is \"" + text + "\".");
    }
    return number;
  }

  double number(String name, double usual, double least, double most) {
    String text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    double number = read(text);
    if (!(number >= least && number <= most)) {
      throw Refusal.malformed(name + " must be a number from " + words(least) + " to "
          + words(most) + ", but is \"" + text + "\".");
    }
    return number;
  }

  String word(String name, String usual, String... words) {
    String text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    if (!List.of(words).contains(text)) {
      throw Refusal.malformed(name + " must be one of " + String.join(", ", words)
          + ", but is \"" + text + "\".");
    }
    return text;
  }

  /** A decimal comma is one, too. */
  private String text(String name) {
    return form.text(name).orElse("").strip().replace(',', '.');
  }

  private static double read(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  private static String words(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }
}
