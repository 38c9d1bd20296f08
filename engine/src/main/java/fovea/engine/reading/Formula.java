package fovea.engine.reading;

import org.jspecify.annotations.Nullable;

/**
 * Where a number comes from: its name, the expression, what that comes to, and, if it breaks a rule,
 * the rule.
 *
 * @param name what is computed, such as {@code H_{out}}; empty if it has no name
 * @param expression how
 * @param result what it comes to; null where it is words
 * @param requirement the rule that the result breaks, such as {@code ≥ 1}; empty if none
 */
public record Formula(
    String name, Expression expression, @Nullable Number result, String requirement) {

  /**
   * A formula whose result is the value of its expression.
   *
   * @throws Overflow past 2^63 − 1, with the formula and its result in full
   */
  static Formula of(String name, Expression expression) {
    try {
      return new Formula(name, expression, expression.value(), "");
    } catch (ArithmeticException e) {
      throw new Overflow(new Formula(name, expression, expression.exactly(), "≤ 2^63 − 1"));
    }
  }

  /** The same formula, breaking that rule. */
  public Formula breaking(String rule) {
    return new Formula(name, expression, result, rule);
  }

  /** A rule in words, as it is and as this network has it. */
  public static Formula words(String rule, String found) {
    return new Formula("", new Expression.Words(rule, found), null, "");
  }

  /** For KaTeX, with symbols: {@code H_{out} = …}. */
  public String latex() {
    return (name.isEmpty() ? "" : name + " = ") + expression.latex(false);
  }

  /** For KaTeX, with the values put in and the result. */
  public String latexWithValues() {
    Number shown = shownResult();
    String equal = shown == null ? "" : " = " + Expression.latexNumber(shown);
    return expression.latex(true) + equal + rule("\\;(\\text{must be } ", ")");
  }

  /** In plain text with the values put in: {@code ⌊(28 + 2 · 0 − 1 · (3 − 1) − 1) / 1⌋ + 1 = 26}. */
  public String text() {
    Number shown = shownResult();
    String equal = shown == null ? "" : " = " + Expression.plain(shown).replace("-", "−");
    return expression.text(true) + equal + rule(", must be ", "");
  }

  /** Null for words, which have none, and for a number: 3 = 3 would say the same twice. */
  private @Nullable Number shownResult() {
    return expression instanceof Expression.Value ? null : result;
  }

  /** In plain text with symbols. */
  public String symbols() {
    return plain((name.isEmpty() ? "" : name + " = ") + expression.text(false));
  }

  /** Names are TeX; whoever hears them, or reads without scripts, wants no backslash and no brace. */
  private static String plain(String tex) {
    return tex.replace("\\text", "").replaceAll("[{}]", "");
  }

  private String rule(String before, String after) {
    return requirement.isEmpty() ? "" : before + requirement + after;
  }
}
