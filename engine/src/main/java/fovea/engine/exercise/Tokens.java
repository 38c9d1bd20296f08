package fovea.engine.exercise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes written arithmetic apart, letter by letter and never twice. Not thread safe. */
final class Tokens {

  private static final char NONE = '\0';
  private static final String SIGNS = "+-*/^()⌊⌋⌈⌉";
  private static final String MINUS = "−–";
  private static final String TIMES = "×·⋅∙∗";
  private static final String APOSTROPHES = "'’";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final String text;
  private final boolean isTyped;
  private final char grouping;
  private final char decimal;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String text, boolean isTyped, char grouping, char decimal) {
    this.text = text;
    this.isTyped = isTyped;
    this.grouping = grouping;
    this.decimal = decimal;
  }

  /**
   * What a person typed, by the marks of their language; letters as wide as Chinese signs are taken too.
   *
   * @throws IllegalArgumentException saying what makes no sense and where
   */
  static List<Token> typed(String text, char grouping, char decimal) {
    return new Tokens(halfWidth(text), true, grouping, decimal).all();
  }

  /**
   * An expression with names, its numbers ungrouped and with a point.
   *
   * @throws IllegalArgumentException saying what makes no sense and where
   */
  static List<Token> expression(String text) {
    return new Tokens(text, false, NONE, '.').all();
  }

  /** A refusal that says what is wrong and where. */
  static IllegalArgumentException wrong(String what, String text, int at) {
    return new IllegalArgumentException(what + " at letter " + (at + 1) + " of \"" + text + "\"");
  }

  private static String halfWidth(String text) {
    StringBuilder half = new StringBuilder(text);
    for (int i = 0; i < half.length(); i++) {
      char letter = half.charAt(i);
      if (letter >= '！' && letter <= '～') {
        half.setCharAt(i, (char) (letter - '！' + '!'));
      }
    }
    return half.toString();
  }

  private List<Token> all() {
    while (at < text.length()) {
      char letter = letter(at);
      if (isBlank(letter)) {
        at++;
      } else if (isDigit(letter)) {
        number();
      } else if (SUPERSCRIPTS.indexOf(letter) >= 0) {
        superscript();
      } else if (!isTyped && isLatin(letter)) {
        call();
      } else {
        sign(letter);
      }
    }
    return tokens;
  }

  private void number() {
    int start = at;
    StringBuilder digits = new StringBuilder(digits());
    int first = digits.length();
    boolean mayGroup = first <= 3 && digits.charAt(0) != '0';
    boolean isGrouped = isTyped && groups(digits);
    if (isGrouped && !mayGroup) {
      throw wrong("groups of digits that do not begin with 1 to 3", text, start);
    }
    if (letter(at) == decimal) {
      at++;
      String fraction = digits();
      if (fraction.isEmpty()) {
        throw wrong("no digit behind the mark", text, at);
      }
      // Another language would read 1.792 as a thousand and more.
      if (isTyped && !isGrouped && mayGroup && fraction.length() == 3) {
        throw wrong("a mark that may group as well", text, start);
      }
      digits.append('.').append(fraction);
    }
    tokens.add(new Token.Figure(start, new BigDecimal(digits.toString())));
  }

  private String digits() {
    int start = at;
    while (isDigit(letter(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes the groups of three that follow, all behind the same mark; whether there are any. */
  private boolean groups(StringBuilder digits) {
    char mark = letter(at);
    if (mark != grouping && !isBlank(mark) && APOSTROPHES.indexOf(mark) < 0) {
      return false;
    }
    int before = digits.length();
    while (letter(at) == mark && isGroup(at + 1)) {
      digits.append(text, at + 1, at + 4);
      at += 4;
    }
    if (letter(at) == mark && !isBlank(mark)) {
      throw wrong("a group that has not three digits", text, at);
    }
    return digits.length() > before;
  }

  private boolean isGroup(int start) {
    return isDigit(letter(start)) && isDigit(letter(start + 1)) && isDigit(letter(start + 2))
        && !isDigit(letter(start + 3));
  }

  private void superscript() {
    int start = at;
    StringBuilder digits = new StringBuilder();
    for (int digit; (digit = SUPERSCRIPTS.indexOf(letter(at))) >= 0; at++) {
      digits.append(digit);
    }
    tokens.add(new Token.Sign(start, '^'));
    tokens.add(new Token.Figure(start, new BigDecimal(digits.toString())));
  }

  private void call() {
    int start = at;
    while (isLatin(letter(at)) || isDigit(letter(at)) || "_:".indexOf(letter(at)) >= 0) {
      at++;
    }
    String function = text.substring(start, at);
    int end = text.indexOf(')', at);
    if (letter(at) != '(' || end < 0) {
      throw wrong("\"" + function + "\" without its arguments in brackets", text, start);
    }
    String inside = text.substring(at + 1, end);
    List<String> arguments = inside.isBlank()
        ? List.of()
        : Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
    if (!arguments.stream().allMatch(Tokens::isArgument)) {
      throw wrong("arguments that are no names", text, at + 1);
    }
    tokens.add(new Token.Call(start, function, arguments));
    at = end + 1;
  }

  private static boolean isArgument(String text) {
    return !text.isEmpty() && text.chars().allMatch(
        letter -> isLatin((char) letter) || isDigit((char) letter) || "_.-:".indexOf(letter) >= 0);
  }

  private void sign(char letter) {
    char next = letter(at + 1);
    int length = (letter == '*' || letter == '/') && next == letter ? 2 : 1;
    char sign = length == 2
        ? (letter == '*' ? '^' : '÷') // Python's ** and //
        : MINUS.indexOf(letter) >= 0
            ? '-'
            : TIMES.indexOf(letter) >= 0 || (isTyped && (letter == 'x' || letter == 'X'))
                ? '*'
                : letter == '÷' || letter == '∕' ? '/' : letter;
    if (length == 1 && SIGNS.indexOf(sign) < 0) {
      throw wrong("a sign that means nothing here", text, at);
    }
    tokens.add(new Token.Sign(at, sign));
    at += length;
  }

  /** The letter there; behind the end one that means nothing. */
  private char letter(int index) {
    return index < text.length() ? text.charAt(index) : NONE;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isLatin(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }

  static boolean isBlank(char letter) {
    return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
  }
}
