package fovea.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.util.Locale;

/** How numbers are printed: thousands separated, units behind them, the same precision in a view. */
public final class Numbers {

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};
  private static final int DIGITS = 4;

  private final Locale locale;

  Numbers(Locale locale) {
    this.locale = locale;
  }

  /** 25,557,032. */
  public String whole(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** With a fraction only where it has one: 14, 7.5. */
  public String plain(double number) {
    return number == Math.rint(number) ? whole((long) number) : significant(number);
  }

  /** Three digits and a prefix: 608,400 is "608 k", 1,814,073,344 is "1.81 G". */
  public String scaled(long number) {
    int step = 0;
    double scaled = number;
    while (scaled >= 999.5 && step < PREFIXES.length - 1) {
      scaled /= 1000;
      step++;
    }
    return step == 0 ? whole(number) : digits(scaled, 3) + " " + PREFIXES[step];
  }

  /** Bytes in decimal units: 0.76 MB; below a thousand in full. */
  public String bytes(long bytes) {
    return bytes < 1000 ? whole(bytes) + " B" : scaled(bytes) + "B";
  }

  /** A time that people compare: 310 µs, 12.4 ms, 1.83 s. */
  public String time(long nanos) {
    if (nanos < 1_000_000) {
      return digits(nanos / 1e3, 3) + " µs";
    }
    return nanos < 1_000_000_000
        ? digits(nanos / 1e6, 3) + " ms"
        : digits(nanos / 1e9, 3) + " s";
  }

  /** A share of one as a percentage: 4.5 %; what is not nothing is never printed as 0 %. */
  public String percent(double share) {
    if (share > 0 && share < 0.0005) {
      return "< 0.1 %";
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(share >= 0.0995 ? 0 : 1);
    return format.format(share * 100) + " %";
  }

  /** Four significant digits, for measured values: 0.4123, −12.05. */
  public String significant(double value) {
    return digits(value, DIGITS);
  }

  private String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e7)) {
      return String.format(locale, "%." + (digits - 1) + "e", value).replace('-', '−');
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    int fraction = magnitude == 0
        ? 0
        : Math.max(0, digits - 1 - (int) Math.floor(Math.log10(magnitude)));
    format.setMinimumFractionDigits(Math.min(fraction, 6));
    format.setMaximumFractionDigits(Math.min(fraction, 6));
    return format.format(rounded).replace('-', '−');
  }
}
