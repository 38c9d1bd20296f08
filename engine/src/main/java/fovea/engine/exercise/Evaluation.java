package fovea.engine.exercise;

import fovea.engine.exercise.Arithmetic.Names;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Works out arithmetic that was taken apart: sums of products of powers, in one pass. Not thread safe.
 */
final class Evaluation {

  /** More than are given back, so that a third times three is one. */
  private static final MathContext WORKING = new MathContext(60);
  private static final int MOST_DIGITS = 40;
  private static final MathContext GIVEN = new MathContext(MOST_DIGITS);
  private static final int MOST_NESTED = 50;
  private static final int MOST_EXPONENT = 64;

  private final String text;
  private final List<Token> tokens;
  private final Names names;
  private int next;
  private int depth;

  private Evaluation(String text, List<Token> tokens, Names names) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
  }

  /**
   * The value, right to 40 digits.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  static BigDecimal of(String text, List<Token> tokens, Names names) {
    Evaluation evaluation = new Evaluation(text, tokens, names);
    BigDecimal value = evaluation.sum().round(GIVEN).stripTrailingZeros();
    if (evaluation.next < tokens.size()) {
      throw evaluation.wrong("something that does not belong there");
    }
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private BigDecimal sum() {
    BigDecimal sum = product();
    while (true) {
      if (takes('+')) {
        sum = bounded(sum.add(product(), WORKING));
      } else if (takes('-')) {
        sum = bounded(sum.subtract(product(), WORKING));
      } else {
        return sum;
      }
    }
  }

  private BigDecimal product() {
    BigDecimal product = factor();
    while (true) {
      if (takes('*')) {
        product = bounded(product.multiply(factor(), WORKING));
      } else if (takes('/')) {
        product = bounded(product.divide(divisor(), WORKING));
      } else if (takes('÷')) {
        BigDecimal quotient = bounded(product.divide(divisor(), WORKING));
        product = quotient.setScale(0, RoundingMode.FLOOR);
      } else {
        return product;
      }
    }
  }

  private BigDecimal divisor() {
    BigDecimal divisor = factor();
    if (divisor.signum() == 0) {
      throw wrong("a division by nothing");
    }
    return divisor;
  }

  /** Everything that stands inside of something else comes through here. */
  private BigDecimal factor() {
    if (++depth > MOST_NESTED) {
      throw wrong("more than " + MOST_NESTED + " things inside each other");
    }
    BigDecimal factor = takes('-') ? factor().negate() : takes('+') ? factor() : power();
    depth--;
    return factor;
  }

  private BigDecimal power() {
    BigDecimal base = atom();
    if (!takes('^')) {
      return base;
    }
    BigDecimal exponent = factor();
    if (exponent.signum() < 0 || exponent.compareTo(BigDecimal.valueOf(MOST_EXPONENT)) > 0
        || exponent.stripTrailingZeros().scale() > 0) {
      throw wrong("an exponent that is no whole number from 0 to " + MOST_EXPONENT);
    }
    BigDecimal power = BigDecimal.ONE;
    for (int i = exponent.intValue(); i > 0; i--) {
      power = bounded(power.multiply(base, WORKING));
    }
    return power;
  }

  private BigDecimal atom() {
    if (takes('(')) {
      return closed(sum(), ')');
    } else if (takes('⌊')) {
      return closed(sum(), '⌋').setScale(0, RoundingMode.FLOOR);
    } else if (takes('⌈')) {
      return closed(sum(), '⌉').setScale(0, RoundingMode.CEILING);
    } else if (next == tokens.size()) {
      throw wrong("a number is missing");
    }
    return switch (tokens.get(next)) {
      case Token.Figure(int _, BigDecimal value) -> {
        next++;
        yield bounded(value);
      }
      case Token.Call(int _, String function, List<String> arguments) -> {
        BigDecimal value = names.value(function, arguments);
        next++;
        yield bounded(value);
      }
      case Token.Sign _ -> throw wrong("a number is missing");
    };
  }

  private BigDecimal closed(BigDecimal value, char bracket) {
    if (!takes(bracket)) {
      throw wrong("no " + bracket);
    }
    return value;
  }

  private boolean takes(char sign) {
    boolean isThere = next < tokens.size() && tokens.get(next) instanceof Token.Sign found
        && found.sign() == sign;
    next += isThere ? 1 : 0;
    return isThere;
  }

  private BigDecimal bounded(BigDecimal value) {
    long size = (long) value.precision() - value.scale();
    if (value.signum() != 0 && Math.abs(size) > MOST_DIGITS) {
      throw wrong("a number beyond " + MOST_DIGITS + " digits");
    }
    return value;
  }

  private IllegalArgumentException wrong(String what) {
    return Tokens.wrong(what, text, next < tokens.size() ? tokens.get(next).at() : text.length());
  }
}
