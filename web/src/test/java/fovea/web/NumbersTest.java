package fovea.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  private final Numbers numbers = new Numbers(Locale.ENGLISH);

  @Test
  void wholeNumbersHaveTheirThousandsSeparated() {
    assertEquals("0", numbers.whole(0));
    assertEquals("999", numbers.whole(999));
    assertEquals("25,557,032", numbers.whole(25_557_032));
    assertEquals("−100", numbers.whole(-100));
    assertEquals("9,223,372,036,854,775,807", numbers.whole(Long.MAX_VALUE));
  }

  @Test
  void otherLanguagesSeparateInTheirOwnWay() {
    assertEquals("1.234.567", new Numbers(Locale.GERMAN).whole(1_234_567));
    assertEquals("0,4123", new Numbers(Locale.GERMAN).significant(0.41234));
  }

  @Test
  void aHeightAndAWidthThatAreTheSameAreSaidOnce() {
    assertEquals("2", numbers.pair(2, 2));
    assertEquals("1.500 × 3", numbers.pair(1.5, 3));
  }

  @Test
  void anAxisHasAFewRoundNumbers() {
    assertEquals(
        List.of(new Tick("100.0%", "0"), new Tick("60.0%", "20"), new Tick("20.0%", "40")),
        Tick.upward(50, numbers));
    assertEquals(List.of("20", "40", "60"),
        Tick.onward(13, 64, numbers).stream().map(Tick::text).toList());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 9.223372036854775807E18", "1E17, 100000000000000016", "3, 2",
    "-5, 5", "0, 1.7E308", "0, Infinity", "NaN, 4", "0, NaN"})
  void anAxisOfAnyNumbersHasFewMarksOnIt(double first, double last) {
    List<Tick> ticks = assertTimeoutPreemptively(Duration.ofSeconds(5),
        () -> Tick.onward(first, last, numbers));
    assertTrue(ticks.size() <= 6, ticks::toString);
    ticks.forEach(tick -> {
      double place = Double.parseDouble(tick.place().replace("%", ""));
      assertTrue(place >= 0 && place <= 100, tick::toString);
    });
  }

  @Test
  void largeNumbersAreScaledToThreeDigits() {
    assertEquals("608 k", numbers.scaled(608_400));
    assertEquals("1.81 G", numbers.scaled(1_814_073_344));
    assertEquals("1.00 M", numbers.scaled(999_999));
    assertEquals("42", numbers.scaled(42));
  }

  @Test
  void bytesAndTimesCarryTheirUnits() {
    assertEquals("762 kB", numbers.bytes(762_000));
    assertEquals("512 B", numbers.bytes(512));
    assertEquals("310 µs", numbers.time(310_000));
    assertEquals("12.4 ms", numbers.time(12_400_000));
    assertEquals("1.83 s", numbers.time(1_830_000_000));
  }

  @Test
  void measuredValuesHaveFourDigitsAndARealMinus() {
    assertEquals("0.4123", numbers.significant(0.41234));
    assertEquals("−12.05", numbers.significant(-12.051));
    assertEquals("0", numbers.significant(0));
    assertEquals("10.00", numbers.significant(9.9999));
    assertEquals("1.234e−07", numbers.significant(1.2341e-7));
  }

  @Test
  void aShareIsNeverRoundedToNothing() {
    assertEquals("< 0.1 %", numbers.percent(0.0001));
    assertEquals("4.5 %", numbers.percent(0.0449));
    assertEquals("37 %", numbers.percent(0.37));
    assertEquals("0 %", numbers.percent(0));
    assertEquals("100 %", numbers.percent(1));
  }
}
