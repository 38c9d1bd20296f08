package fovea.web.learn;

import java.util.Map;

/** Reads the course's formulas aloud for those who see no typesetting: plain signs for TeX's commands. */
final class PlainTex {

  private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("times", "×"),
      Map.entry("cdot", "·"), Map.entry("lfloor", "⌊"), Map.entry("rfloor", "⌋"),
      Map.entry("sum", "Σ"), Map.entry("approx", "≈"), Map.entry("le", "≤"), Map.entry("ge", "≥"),
      Map.entry("neq", "≠"), Map.entry("ldots", "…"), Map.entry("dots", "…"),
      Map.entry("left", ""), Map.entry("right", ""), Map.entry("text", ""),
      Map.entry("mathrm", ""), Map.entry("operatorname", ""), Map.entry("quad", " "),
      Map.entry("htmlClass", ""), Map.entry("bigl", ""), Map.entry("bigr", ""));

  private final String tex;
  private int at;

  private PlainTex(String tex) {
    this.tex = tex;
  }

  /** The formula in one line. */
  static String of(String tex) {
    return new PlainTex(tex).group('\0').replaceAll(" {2,8}", " ").strip();
  }

  /** What follows, up to that sign, which is read as well. */
  private String group(char end) {
    StringBuilder plain = new StringBuilder();
    while (at < tex.length()) {
      char sign = tex.charAt(at++);
      if (sign == end) {
        break;
      }
      switch (sign) {
        case '\\' -> plain.append(command());
        case '{' -> plain.append(group('}'));
        case '_' -> plain.append(' ');
        case '&' -> {}
        default -> plain.append(sign);
      }
    }
    return plain.toString();
  }

  private String command() {
    int from = at;
    while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
      at++;
    }
    String name = tex.substring(from, at);
    if (name.isEmpty()) {
      at++;
      return " ";
    }
    if (name.equals("frac")) {
      return "(" + argument() + ") / (" + argument() + ")";
    }
    if (name.equals("htmlClass")) {
      argument();
    }
    return SIGNS.getOrDefault(name, name);
  }

  private String argument() {
    while (at < tex.length() && tex.charAt(at) != '{') {
      at++;
    }
    at++;
    return group('}');
  }
}
