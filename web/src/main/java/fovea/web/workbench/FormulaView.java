package fovea.web.workbench;

import fovea.engine.reading.Formula;
import fovea.web.Words;

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

  /** A formula of the engine for a reader. */
  public static FormulaView of(Formula formula, Words words) {
    FormulaWords said = FormulaWords.in(words);
    String text = formula.text();
    String symbols = said.symbols(formula.symbols());
    return new FormulaView(
        // TeX groups thousands by a comma of no width; the language may want another sign.
        said.of(formula.latexWithValues().replace("{,}", "{" + words.numbers().grouping() + "}")),
        said.of(text), said.spoken(text), said.symbols(formula.latex()), symbols,
        said.spoken(symbols));
  }
}
