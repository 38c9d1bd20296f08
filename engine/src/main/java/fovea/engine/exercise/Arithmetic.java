package fovea.engine.exercise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads arithmetic as people write it: numbers with grouped thousands, {@code + − × · * / ^ ² ( )},
 * {@code ⌊ ⌋ ⌈ ⌉}, Python's {@code **} and {@code //}. Takes time linear in the text; all values are
 * right to 40 digits, and what would be larger is refused.
 */
public final class Arithmetic {

  private static final int MOST_TYPED = 200;
  private static final int MOST_WRITTEN = 1_000;

  /** Between numbers that answer together, the clearest first; blanks come last. */
  private static final List<String> SEPARATORS = List.of(";；", "×xX", "*", ",，、", " ");

  private static final Names NAMELESS = (function, _) -> {
    throw new IllegalArgumentException("nothing is called \"" + function + "\"");
  };

  private Arithmetic() {}

  /** What the names in an expression stand for. */
  @FunctionalInterface
  public interface Names {

    /**
     * The number of that name.
     *
     * @param function such as {@code kernel} or {@code vgg16:parameters}
     * @param arguments such as {@code conv1}; none for {@code value()}
     * @throws IllegalArgumentException if there is no such number
     */
    BigDecimal value(String function, List<String> arguments);
  }

  /**
   * The number that a person means; empty if it is none, or longer than 200 letters, or may mean
   * several things. A group has exactly three digits: {@code 1,5} is refused where the comma groups,
   * and {@code 1.792} where the point begins a fraction, since others group with it.
   *
   * @param grouping what groups thousands in the person's language; blanks and apostrophes do anywhere
   * @param decimal what begins a fraction
   */
  public static Optional<BigDecimal> typed(String text, char grouping, char decimal) {
    if (text.length() > MOST_TYPED) {
      return Optional.empty();
    }
    try {
      List<Token> tokens = Tokens.typed(text, grouping, decimal);
      return Optional.of(Evaluation.of(text, tokens, NAMELESS));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * So many numbers that a person means, such as a shape: {@code 64 × 112 × 112}, {@code 64, 112, 112},
   * {@code [64, 112, 112]}, {@code 64 112 112}, each of them arithmetic by itself.
   *
   * @param count how many there must be
   */
  public static Optional<List<BigDecimal>> typed(
      String text, int count, char grouping, char decimal) {
    if (text.length() > MOST_TYPED) {
      return Optional.empty();
    }
    String bare = unwrapped(text.strip());
    if (count == 1) {
      return typed(bare, grouping, decimal).map(List::of);
    }
    for (String separators : SEPARATORS) {
      List<String> parts = split(bare, separators);
      List<BigDecimal> values = new ArrayList<>();
      for (String part : parts.size() == count ? parts : List.<String>of()) {
        typed(part, grouping, decimal).ifPresent(values::add);
      }
      if (values.size() == count) {
        return Optional.of(List.copyOf(values));
      }
    }
    return Optional.empty();
  }

  /** Without the brackets around a list. */
  private static String unwrapped(String text) {
    int end = text.length() - 1;
    boolean isList = end > 0 && ((text.charAt(0) == '[' && text.charAt(end) == ']')
        || (text.charAt(0) == '(' && text.indexOf(')') == end && text.lastIndexOf('(') == 0));
    return isList ? text.substring(1, end) : text;
  }

  /** The parts between these letters, those in brackets aside; any number of blanks count as one. */
  private static List<String> split(String text, String separators) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      boolean isBlank = separators.equals(" ") && Tokens.isBlank(letter);
      if (depth == 0 && (isBlank || separators.indexOf(letter) >= 0)) {
        if (!isBlank || i > start) {
          parts.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /**
   * The value of an expression with names, such as {@code 3 * kernel(conv1)^2}; its numbers have no
   * groups.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  public static BigDecimal value(String expression, Names names) {
    if (expression.length() > MOST_WRITTEN) {
      throw new IllegalArgumentException("an expression has at most " + MOST_WRITTEN
          + " letters, found " + expression.length());
    }
    return Evaluation.of(expression, Tokens.expression(expression), names);
  }
}
