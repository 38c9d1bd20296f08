package fovea.web.workbench;

import fovea.web.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern NAME = Pattern.compile("\\\\mathtt\\{([a-z]++)}|\\b([a-z]++)\\b");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** A page has hundreds of formulas: what each language says instead is looked up once. */
  private static final Map<Words, FormulaWords> BY_WORDS = new ConcurrentHashMap<>();

  private final Map<String, String> phrases = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> signs = new LinkedHashMap<>();

  private FormulaWords(Words words) {
    phrases.put("must be ", words.say("field.must_be", ""));
    phrases.put("more than ", words.say("number.more_than", ""));
    for (String phrase : PHRASES) {
      phrases.put(phrase,
          words.say("formula.phrase." + phrase.replaceAll("\\W+", "_").replaceFirst("_$", "")));
    }
    NAMES.forEach(name -> names.put(name, words.say("formula.name." + name)));
    SIGNS.forEach(sign -> signs.put(sign, words.say("formula.sign." + sign.codePointAt(0))));
  }

  static FormulaWords in(Words words) {
    return BY_WORDS.computeIfAbsent(words, FormulaWords::new);
  }

  /** The text, its phrases in the reader's language. */
  String of(String text) {
    return replaced(text, phrases);
  }

  /** A formula with symbols, in plain text or in TeX, which holds nobody's ids. */
  String symbols(String formula) {
    boolean isTex = formula.contains("\\");
    return NAME.matcher(of(formula)).replaceAll(name -> {
      String word = names.get(name.group(1) == null ? name.group(2) : name.group(1));
      return Matcher.quoteReplacement(
          word == null ? name.group() : isTex ? "\\text{" + word + "}" : word);
    });
  }

  /** The text, its signs in words as well. */
  String spoken(String text) {
    return SPACES.matcher(replaced(of(text), signs)).replaceAll(" ").strip();
  }

  private static String replaced(String text, Map<String, String> by) {
    String replaced = text;
    for (Map.Entry<String, String> one : by.entrySet()) {
      replaced = replaced.replace(one.getKey(), one.getValue());
    }
    return replaced;
  }
}
