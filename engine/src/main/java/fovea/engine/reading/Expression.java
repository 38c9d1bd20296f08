package fovea.engine.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A piece of arithmetic that can be computed and can be shown: with its symbols or with the values
 * put in. The number on a page is the value of the very expression printed beside it.
 */
public sealed interface Expression {

  /** What a value stands for; each role has one colour everywhere. */
  enum Role {
    INPUT, KERNEL, OUTPUT, FIELD, PLAIN
  }

  /** A number with its name. */
  record Value(String symbol, Number number, Role role) implements Expression {}

  /** Words in place of arithmetic, where a rule is about names or whole shapes. */
  record Words(String symbols, String values) implements Expression {}

  /** Arithmetic with the reason for it below. */
  record Because(Expression what, String why) implements Expression {}

  /** a + b + … */
  record Sum(List<Expression> terms) implements Expression {}

  /** a − b. */
  record Difference(Expression left, Expression right) implements Expression {}

  /** a · b · … */
  record Product(List<Expression> factors) implements Expression {}

  /** a / b, rounded as said. */
  record Quotient(Expression dividend, Expression divisor,
      Rounding rounding) implements Expression {}

  /** a mod b. */
  record Remainder(Expression dividend, Expression divisor) implements Expression {}

  /** What happens to the fraction of a quotient. */
  enum Rounding {
    DOWN("\\lfloor ", " \\rfloor", "⌊", "⌋"), UP("\\lceil ", " \\rceil", "⌈", "⌉"), EXACT("", "",
        "", "");

    private final String latexOpen;
    private final String latexClose;
    private final String open;
    private final String close;

    Rounding(String latexOpen, String latexClose, String open, String close) {
      this.latexOpen = latexOpen;
      this.latexClose = latexClose;
      this.open = open;
      this.close = close;
    }

    /** The divisor is positive. */
    private BigInteger divide(BigInteger dividend, BigInteger divisor) {
      BigInteger[] quotientAndRemainder = dividend.divideAndRemainder(divisor);
      int rest = quotientAndRemainder[1].signum();
      int step = this == UP && rest > 0 ? 1 : this == DOWN && rest < 0 ? -1 : 0;
      return quotientAndRemainder[0].add(BigInteger.valueOf(step));
    }
  }

  /** A number that needs no name. */
  static Expression number(long number) {
    return new Value(Long.toString(number), number, Role.PLAIN);
  }

  /** The numbers that describe what flows in. */
  static Expression input(String symbol, Number number) {
    return new Value(symbol, number, Role.INPUT);
  }

  /** The numbers that describe the layer. */
  static Expression kernel(String symbol, Number number) {
    return new Value(symbol, number, Role.KERNEL);
  }

  /** The numbers that describe what flows out. */
  static Expression output(String symbol, Number number) {
    return new Value(symbol, number, Role.OUTPUT);
  }

  /** a + b + … */
  static Expression sum(Expression... terms) {
    return new Sum(List.of(terms));
  }

  /** a · b · … */
  static Expression product(Expression... factors) {
    return new Product(List.of(factors));
  }

  /** ⌊a / b⌋, towards minus infinity. */
  static Expression floor(Expression dividend, Expression divisor) {
    return new Quotient(dividend, divisor, Rounding.DOWN);
  }

  /** ⌈a / b⌉. */
  static Expression ceil(Expression dividend, Expression divisor) {
    return new Quotient(dividend, divisor, Rounding.UP);
  }

  /** This minus that. */
  default Expression minus(Expression right) {
    return new Difference(this, right);
  }

  /**
   * What it comes to.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  default long value() {
    try {
      return inLongs();
    } catch (ArithmeticException e) { // perhaps only on the way to a result that fits
      return exactly().longValueExact();
    }
  }

  /** The same as {@link #exactly} and much faster, as long as nothing on the way passes 2^63 − 1. */
  private long inLongs() {
    return switch (this) {
      case Value(String _, Number number, Role _) -> number.longValue();
      case Words words -> throw new IllegalStateException("\"" + words.values + "\" is no number");
      case Because(Expression what, String _) -> what.inLongs();
      case Sum(List<Expression> terms) -> {
        long sum = 0;
        for (Expression term : terms) {
          sum = Math.addExact(sum, term.inLongs());
        }
        yield sum;
      }
      case Difference(Expression left, Expression right) ->
        Math.subtractExact(left.inLongs(), right.inLongs());
      case Product(List<Expression> factors) -> {
        long product = 1;
        for (Expression factor : factors) {
          product = Math.multiplyExact(product, factor.inLongs());
        }
        yield product;
      }
      case Quotient(Expression dividend, Expression divisor, Rounding rounding) ->
        switch (rounding) {
          case DOWN -> Math.floorDivExact(dividend.inLongs(), divisor.inLongs());
          case UP -> Math.ceilDivExact(dividend.inLongs(), divisor.inLongs());
          case EXACT -> Math.divideExact(dividend.inLongs(), divisor.inLongs());
        };
      case Remainder(Expression dividend, Expression divisor) ->
        Math.floorMod(dividend.inLongs(), divisor.inLongs());
    };
  }

  /** What it comes to, however large. */
  default BigInteger exactly() {
    return switch (this) {
      case Value(String _, Number number, Role _) -> BigInteger.valueOf(number.longValue());
      case Words words -> throw new IllegalStateException("\"" + words.values + "\" is no number");
      case Because(Expression what, String _) -> what.exactly();
      case Sum(List<Expression> terms) ->
        terms.stream().map(Expression::exactly).reduce(BigInteger.ZERO, BigInteger::add);
      case Difference(Expression left, Expression right) ->
        left.exactly().subtract(right.exactly());
      case Product(List<Expression> factors) ->
        factors.stream().map(Expression::exactly).reduce(BigInteger.ONE, BigInteger::multiply);
      case Quotient(Expression dividend, Expression divisor, Rounding rounding) ->
        rounding.divide(dividend.exactly(), divisor.exactly());
      case Remainder(Expression dividend, Expression divisor) ->
        dividend.exactly().mod(divisor.exactly());
    };
  }

  /** For KaTeX, each number in its role's class; with the symbols or with the values put in. */
  default String latex(boolean values) {
    return switch (this) {
      case Value(String symbol, Number number, Role role) ->
        role == Role.PLAIN
            ? (values ? latexNumber(number) : latexSymbol(symbol))
            : "\\htmlClass{role-" + role.name().toLowerCase(Locale.ROOT) + "}{"
                + (values ? latexNumber(number) : latexSymbol(symbol)) + "}";
      case Words words -> latexText(values ? words.values : words.symbols);
      case Because(Expression what, String why) ->
        "\\underbrace{" + what.latex(values) + "}_{" + latexText(why) + "}";
      case Sum(List<Expression> terms) -> joined(terms, " + ", values, true, Sum.class);
      case Difference(Expression left, Because reason) -> // in one piece, where lines break
        left.latex(values) + " {{} - " + reason.latex(values) + "}";
      case Difference(Expression left, Expression right) ->
        left.latex(values) + " - " + right.grouped(values, true, Sum.class, Difference.class);
      case Product(List<Expression> factors) ->
        joined(factors, " \\cdot ", values, true, Sum.class, Difference.class);
      case Quotient(Expression dividend, Expression divisor, Rounding rounding) ->
        "\\left" + (rounding == Rounding.EXACT ? "." : rounding.latexOpen.strip())
            + " \\frac{" + dividend.latex(values) + "}{" + divisor.latex(values) + "} \\right"
            + (rounding == Rounding.EXACT ? "." : rounding.latexClose.strip());
      case Remainder(Expression dividend, Expression divisor) ->
        dividend.latex(values) + " \\bmod " + divisor.latex(values);
    };
  }

  /** In plain text, to be read aloud or copied; with the symbols or with the values put in. */
  default String text(boolean values) {
    return switch (this) {
      case Value(String symbol, Number number, Role _) ->
        values ? plain(number).replace("-", "−") : symbol;
      case Words words -> values ? words.values : words.symbols;
      case Because(Expression what, String why) -> what.text(values) + " (" + why + ")";
      case Sum(List<Expression> terms) -> joined(terms, " + ", values, false, Sum.class);
      case Difference(Expression left, Expression right) ->
        left.text(values) + " − " + right.grouped(values, false, Sum.class, Difference.class);
      case Product(List<Expression> factors) ->
        joined(factors, " · ", values, false, Sum.class, Difference.class);
      case Quotient(Expression dividend, Expression divisor, Rounding rounding) ->
        rounding.open + dividend.grouped(values, false, Sum.class, Difference.class) + " / "
            + divisor.grouped(values, false, Sum.class, Difference.class, Product.class)
            + rounding.close;
      case Remainder(Expression dividend, Expression divisor) ->
        dividend.text(values) + " mod " + divisor.text(values);
    };
  }

  private static String joined(
      List<Expression> parts, String by, boolean values, boolean latex, Class<?>... bracketed) {
    return parts.stream()
        .map(part -> part.grouped(values, latex, bracketed))
        .collect(Collectors.joining(by));
  }

  private String grouped(boolean values, boolean latex, Class<?>... bracketed) {
    String shown = latex ? latex(values) : text(values);
    boolean negative = values && this instanceof Value value && value.number.doubleValue() < 0;
    return negative || Arrays.asList(bracketed).contains(getClass()) ? "(" + shown + ")" : shown;
  }

  /** A number for KaTeX, thousands separated; braces keep the comma from being punctuation. */
  static String latexNumber(Number number) {
    String plain = plain(number);
    return plain.contains(".")
        ? plain
        : String.format(Locale.ROOT, "%,d", new BigInteger(plain)).replace(",", "{,}");
  }

  private static String latexText(String words) {
    return "\\text{" + words
        .replace("\\", "").replace("_", "\\_").replace("{", "\\{").replace("}", "\\}")
        .replace("#", "\\#").replace("$", "\\$").replace("%", "\\%").replace("&", "\\&")
        .replace("^", "\\^{}").replace("~", "\\~{}")
        // Signs of mathematics have no place in TeX's text.
        .replaceAll("[\\p{Sm}&&[^\\x00-\\x7F]]|[·⌊⌋⌈⌉]", "\\$$0\\$") + "}";
  }

  private static String latexSymbol(String symbol) {
    int subscript = symbol.indexOf("_{");
    if (subscript >= 0 || symbol.length() == 1 || Character.isDigit(symbol.charAt(0))) {
      return symbol;
    }
    return "\\mathtt{" + symbol.replace("_", "\\_") + "}";
  }

  /** A number in full, with a fraction only where it has one. */
  static String plain(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    double value = number.doubleValue();
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
