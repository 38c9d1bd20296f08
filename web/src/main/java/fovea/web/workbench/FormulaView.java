package fovea.web.workbench;

import fovea.engine.reading.Formula;
import fovea.web.Words;
import java.util.List;

/**
 * A formula to typeset, to read and to hear.
 *
 * @param tex for KaTeX, with the values put in
 * @param text the same in plain text
 * @param spoken the same in words
 * @param symbols for KaTeX, with symbols
 * @param symbolsText the same in plain text
 * @param symbolsSpoken the same in words
 */
public record FormulaView(
    String tex, String text, String spoken, String symbols, String symbolsText,
    String symbolsSpoken) {

  private static final List<String> SIGNS = List.of(
      "⌊", "⌋", "⌈", "⌉", "·", "+", "−", "=", "/", "≥", "≤");

  static FormulaView of(Formula formula, Words words) {
    // The only English that a formula has in it.
    String must = words.say("field.must_be", "");
    String text = formula.text().replace("must be ", must);
    return new FormulaView(
        // TeX groups thousands by a comma of no width; the language may want another sign.
        formula.latexWithValues().replace("{,}", "{" + words.numbers().grouping() + "}")
            .replace("must be ", must),
        text, spoken(text, words),
        formula.latex(), formula.symbols(), spoken(formula.symbols(), words));
  }

  private static String spoken(String text, Words words) {
    String spoken = text;
    for (String sign : SIGNS) {
      spoken = spoken.replace(sign, words.say("formula.sign." + sign.codePointAt(0)));
    }
    return spoken.replaceAll("\\s+", " ").strip();
  }
}
