package fovea.web.workbench;

import fovea.web.Words;
import java.util.List;

/**
 * The words of formulas and requirements in the reader's language. The engine writes numbers, signs and
 * PyTorch's names, which are the same in all languages, and few words between them, in English. Each
 * has a space in it, so that no layer's id is taken for one.
 */
final class FormulaWords {

  private static final List<String> PHRASES = List.of(
      "1 with padding \"same\"", "less than stride or dilation", "a number", "each input",
      "layers before it", "number of inputs", "number of layers with this id", "number of readers",
      "sum over all layers", "is one matrix", "the last window would begin outside");

  /** What a formula with symbols calls in English, being no argument of PyTorch. */
  private static final List<String> NAMES = List.of(
      "parameters", "bytes", "cells", "step", "window", "first", "last");

  private static final List<String> SIGNS = List.of(
      "⌊", "⌋", "⌈", "⌉", "·", "+", "−", "=", "/", "≥", "≤");

  private final Words words;

  FormulaWords(Words words) {
    this.words = words;
  }

  /** The text, its phrases in the reader's language. */
  String of(String text) {
    String said = text.replace("must be ", words.say("field.must_be", ""))
        .replace("more than ", words.say("number.more_than", ""));
    for (String phrase : PHRASES) {
      said = said.replace(phrase,
          words.say("formula.phrase." + phrase.replaceAll("\\W+", "_").replaceFirst("_$", "")));
    }
    return said;
  }

  /** A formula with symbols, in plain text or in TeX, which holds nobody's ids. */
  String symbols(String formula) {
    String said = of(formula);
    boolean isTex = formula.contains("\\");
    for (String name : NAMES) {
      String word = words.say("formula.name." + name);
      said = said.replaceAll("\\\\mathtt\\{" + name + "}|\\b" + name + "\\b",
          isTex ? "\\\\text{" + word + "}" : word);
    }
    return said;
  }

  /** The text, its signs in words as well. */
  String spoken(String text) {
    String spoken = of(text);
    for (String sign : SIGNS) {
      spoken = spoken.replace(sign, words.say("formula.sign." + sign.codePointAt(0)));
    }
    return spoken.replaceAll("\\s+", " ").strip();
  }
}
