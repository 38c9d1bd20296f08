package fovea.engine.format.python;

import fovea.engine.network.LayerArgument;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How Python writes things down. */
final class Python {

  static final Set<String> KEYWORDS = Set.of(
      "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
      "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
      "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
      "while", "with", "yield");

  private Python() {}

  /** A value of an argument: a number, {@code (3, 5)}, {@code "same"}, {@code True}. */
  static String of(@Nullable Object value) {
    return switch (value == null ? null : LayerArgument.plain(value)) {
      case null -> "None";
      case Boolean truth -> truth ? "True" : "False";
      case Double number -> number(number);
      case Collection<?> several ->
        several.stream().map(Python::of).collect(Collectors.joining(", ", "(", ")"));
      case String word -> '"' + word + '"';
      case Object whole -> whole.toString();
    };
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? (long) number + ".0"
        : Double.toString(number).replace("E", "e");
  }

  /** Always as a tuple, height first. */
  static String pair(Pair pair) {
    return "(" + pair.height() + ", " + pair.width() + ")";
  }

  /** {@code name(first, second, key=value)}. */
  static String call(String name, List<?> positional, Map<String, ?> named) {
    List<String> arguments = new ArrayList<>();
    positional.forEach(value -> arguments.add(value.toString()));
    named.forEach((key, value) -> arguments.add(key + "=" + of(value)));
    return name + "(" + String.join(", ", arguments) + ")";
  }

  /** Whether padding is asked for at all. */
  static boolean pads(Padding padding) {
    return !padding.equals(Padding.of(0));
  }

  /** Any text within a docstring: on one line, and nothing in it ends the string. */
  static String prose(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** A count with its thousands separated. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Whether it can be a name. */
  static boolean isName(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*") && !KEYWORDS.contains(text);
  }
}
