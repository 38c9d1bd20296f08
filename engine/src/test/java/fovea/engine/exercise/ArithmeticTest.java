package fovea.engine.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Arithmetic.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

  @Test
  void thousandsAreGroupedAsTheLanguageDoes() {
    for (String text : List.of("1792", "1,792", "1 792", "1\u00a0792", "1\u202f792", "1\u2009792",
        "1'792", "1’792", " 1792 ", "１７９２", "１，７９２", "0001792", "1792.0")) {
      assertTyped("1792", text);
    }
    for (String text : List.of("1792", "1.792", "1 792", "1\u202f792", "1'792", "1.792,0")) {
      assertEquals(Optional.of(new BigDecimal(1792)), Arithmetic.typed(text, '.', ','), text);
    }
    assertTyped("138357544", "138,357,544");
    assertTyped("138357544", "138 357 544");
    assertEquals(Optional.of(new BigDecimal(138_357_544)),
        Arithmetic.typed("138.357.544", '.', ','));
    assertTyped("1234.5", "1,234.5");
    assertEquals(Optional.of(new BigDecimal("0.125")), Arithmetic.typed("0,125", '.', ','));
  }

  @Test
  void whatMayMeanTwoThingsIsRefused() {
    for (String text : List.of("1,5", "1,79", "1,7920", "1792,000", "0,792", "1,792 000", "17 92",
        "1792 000", "1  792", "1,", ",5", "1.", "1.792", "12.000", "1,792,", "1.792.000", "1..5",
        "1'79")) {
      assertEquals(Optional.empty(), Arithmetic.typed(text, ',', '.'), text);
    }
    for (String text : List.of("1,792", "1.5", "1.79", "1792.000", "1,792,000", "3.1416")) {
      assertEquals(Optional.empty(), Arithmetic.typed(text, '.', ','), text);
    }
  }

  @Test
  void productsAndSumsAreWrittenInManyWays() {
    for (String text : List.of("3*3*3*64+64", "3×3×3×64 + 64", "3·3·3·64+64", "3x3x3x64+64",
        "3 X 3 X 3 X 64 + 64", "3^3*64+64", "3**3 * 64 + 64", "3²·3·64+64", "3³×64+64",
        "(3*3*3+1)*64", "（3＊3＊3＋1）＊64", "64 * (27 + 1)", "28*8²", "1,728+64", "2048-256",
        "2048−256", "2048–256", "7*2^8", "3584/2", "3584÷2", "-(-1792)", "+1792", "2^3^2*3.5",
        "1792^1*5^0", "100/3*3+1692")) {
      assertTyped("1792", text);
    }
    assertTyped("6", "(8-3)/1+1");
    assertTyped("1024", "2^10");
    assertTyped("1024", "2¹⁰");
    assertTyped("-9", "-3^2");
    assertTyped("112.5", "(224-3+2)/2+1");
    assertTyped("112", "⌊(224-3+2)/2⌋+1");
    assertTyped("112", "(224-3+2)//2+1");
    assertTyped("113", "⌈(224-3+2)/2⌉+1");
    assertTyped("-2", "-3//2");
    assertTyped("5.5", "5.5");
  }

  @Test
  void nonsenseIsNoNumber() {
    for (String text : List.of("", " ", "abc", "1 +", "* 2", "()", "(1", "1)", "3(4)", "(3)(4)",
        "1/0", "0/0", "1//0", "2^-1", "2^0.5", "2^65", "NaN", "Infinity", "1e9", "5%", "²",
        "٣", "1=1", "⌊3⌉", "3 4", "value()", "#{1}", "\u0000", "1\u00002", "[3]", "--", "1;2")) {
      assertEquals(Optional.empty(), Arithmetic.typed(text, ',', '.'), text);
    }
  }

  @Test
  void hostileTextsAreRefusedAtOnce() {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
      for (String text : List.of("9".repeat(200_000), "(".repeat(200_000), "1+".repeat(100_000),
          "(".repeat(99) + "1" + ")".repeat(99), "-".repeat(199) + "1", "9^9^9^9",
          "((((9^64)^64)^64)^64)^64", "(0.1^64)^64", "((0.01^64)^64)^64", "9".repeat(41),
          "1/(10^39)/(10^39)", "2^".repeat(90) + "2", "9".repeat(200), "0." + "0".repeat(50) + "1",
          "1 ".repeat(100), "1,".repeat(100), " ".repeat(200), "²".repeat(200))) {
        assertEquals(Optional.empty(), Arithmetic.typed(text, ',', '.'), text.substring(0, 7));
        assertEquals(Optional.empty(), Arithmetic.typed(text, 3, ',', '.'), text.substring(0, 7));
        assertThrows(IllegalArgumentException.class, () -> Arithmetic.value(text, NONE));
      }
    });
    assertTyped("9".repeat(40), "9".repeat(40));
    assertTyped("1" + "0".repeat(39), "10^39");
  }

  @Test
  void aShapeIsThreeNumbers() {
    List<BigDecimal> shape = List.of(
        new BigDecimal(64), new BigDecimal(112), new BigDecimal(112));
    for (String text : List.of("64 × 112 × 112", "64x112x112", "64*112*112", "64, 112, 112",
        "64,112,112", "64 112 112", "64  112\t112", "[64, 112, 112]", "(64, 112, 112)",
        "64; 112; 112", "64，112，112", "64、112、112", "8*8, 224/2, (224-1+1)/2",
        "64 × (224+6-7+1)/2 × 112")) {
      assertEquals(Optional.of(shape), Arithmetic.typed(text, 3, ',', '.'), text);
      assertEquals(Optional.of(shape), Arithmetic.typed(text, 3, '.', ','), text);
    }
    for (String text : List.of("64", "64 × 112", "64 × 112 × 112 × 1", "64 × × 112", "a × b × c",
        "64 112", "")) {
      assertEquals(Optional.empty(), Arithmetic.typed(text, 3, ',', '.'), text);
    }
    assertEquals(Optional.of(List.of(new BigDecimal(1024), new BigDecimal(7))),
        Arithmetic.typed("1,024 × 7", 2, ',', '.'));
    assertEquals(Optional.of(List.of(new BigDecimal(6))), Arithmetic.typed("(6)", 1, ',', '.'));
  }

  private static final Names NONE = (function, _) -> {
    throw new IllegalArgumentException("nothing is called " + function);
  };

  /** Tells how it was asked: the letters of the function and of the arguments. */
  private static final Names LETTERS = (function, arguments) -> new BigDecimal(
      function.length() * 100 + String.join("", arguments).length() * 10 + arguments.size());

  @Test
  void expressionsAskForTheirNames() {
    assertValue("401", "1 + f2_a()");
    assertValue("1011", "parameters(a)");
    assertValue("1003", "vgg16:macs()+3");
    assertValue("1271", "PARAMETERS_2(a.b:c-d)");
    assertValue("92", " f( ab , c ) - 40 ");
    assertValue("36", "3*(4+8)");
    assertValue("0.5", "0.5");
    assertValue("1792", "1.792*1000");
  }

  private static void assertValue(String expected, String expression) {
    assertEquals(0, new BigDecimal(expected).compareTo(Arithmetic.value(expression, LETTERS)),
        expression + " is " + Arithmetic.value(expression, LETTERS));
  }

  @Test
  void whatIsWrongInAnExpressionIsSaidWithItsPlace() {
    assertWrong("letter 5", "1 + $");
    assertWrong("letter 4", "3 *");
    assertWrong("no )", "3 * (4 + 1");
    assertWrong("\"macs\" without its arguments", "1 + macs");
    assertWrong("\"macs\" without its arguments", "macs(a");
    assertWrong("arguments that are no names", "macs(a,,b)");
    assertWrong("arguments that are no names", "macs(f(a))");
    assertWrong("exponent", "2^100");
    assertWrong("nothing", "1/0");
    assertWrong("beyond 40 digits", "9^64");
    assertWrong("at most 1000 letters", "1".repeat(1001));
    assertWrong("means nothing here at letter 2", "1,792");
    assertWrong("does not belong there at letter 3", "1 792");
  }

  private static void assertWrong(String expected, String expression) {
    String message = String.valueOf(assertThrows(IllegalArgumentException.class,
        () -> Arithmetic.value(expression, LETTERS)).getMessage());
    assertTrue(message.contains(expected), message);
  }

  private static void assertTyped(String expected, String text) {
    Optional<BigDecimal> typed = Arithmetic.typed(text, ',', '.');
    assertEquals(Optional.of(new BigDecimal(expected)), typed, text);
  }
}
