package fovea.web.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form.
 *
 * @param name under which it is sent; its element's id follows from it
 * @param label what it is called
 * @param kind how it is asked for
 * @param value as the reader left it
 * @param min the smallest legal number; empty if there is none
 * @param choices of a choice
 * @param hint how to write it
 * @param error what is wrong with the value; empty if nothing is
 * @param help what it does; null where its hint says all
 */
public record FieldView(
    String name, String label, Kind kind, String value, String min, List<Choice> choices,
    String hint, String error, @Nullable HelpView help) {

  /** How a value is asked for. */
  public enum Kind {
    NUMBERS, TEXT, SWITCH, CHOICE
  }

  /** One of the values of a choice. */
  public record Choice(String value, String label, boolean isChosen) {}

  /** The field's element. */
  public String id() {
    return "f-" + name;
  }

  /** The elements that describe it, for readers of screens. */
  public String describedBy() {
    return (hint.isEmpty() ? "" : id() + "-hint ") + (error.isEmpty() ? "" : id() + "-error");
  }

  static FieldView numbers(String name, String label, String value, String min, String hint) {
    return new FieldView(name, label, Kind.NUMBERS, value, min, List.of(), hint, "", null);
  }

  static FieldView text(String name, String label, String value, String hint) {
    return new FieldView(name, label, Kind.TEXT, value, "", List.of(), hint, "", null);
  }

  FieldView wrong(String sentence) {
    return new FieldView(name, label, kind, value, min, choices, hint, sentence, help);
  }

  FieldView explained(HelpView what) {
    return new FieldView(name, label, kind, value, min, choices, hint, error, what);
  }

  FieldView holding(String text) {
    List<Choice> chosen = choices.stream()
        .map(choice -> new Choice(choice.value, choice.label, choice.value.equals(text)))
        .toList();
    return new FieldView(name, label, kind, text, min, chosen, hint, error, help);
  }
}
