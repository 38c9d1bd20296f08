package fovea.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/** How numbers are printed: thousands separated, units behind them, the same precision in a view. */
public final class Numbers {

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};
  private static final int DIGITS = 4;
  private static final Pattern WHOLE_MILLIONS = Pattern.compile("[1-9]\\d*0{6}|.*\\d [MGTPE]");
  private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

  private final Locale locale;
  private final DecimalFormatSymbols symbols;

  Numbers(Locale locale) {
    this.locale = locale;
    this.symbols = DecimalFormatSymbols.getInstance(locale);
  }

  /** The sign between thousands. */
  public char grouping() {
    return symbols.getGroupingSeparator();
  }

  /** The sign before a fraction. */
  public char decimalPoint() {
    return symbols.getDecimalSeparator();
  }

  /** 25,557,032. */
  public String whole(long number) {
    return whole(BigInteger.valueOf(number));
  }

  /** The same, however large. */
  public String whole(BigInteger number) {
    StringBuilder digits = new StringBuilder(number.toString());
    for (int i = digits.length() - 3; i > (number.signum() < 0 ? 1 : 0); i -= 3) {
      digits.insert(i, symbols.getGroupingSeparator());
    }
    return digits.toString().replace('-', '−');
  }

  /**
   * Which form of a noun goes with a number, as that is printed: 0 with one, 2 with whole millions
   * (Spanish says <em>1.000.000 de capas</em>), 1 with all others. A language without a form for
   * millions takes the last it has, one without forms does not ask. The categories one, many and other
   * of the Unicode CLDR's plural rules.
   */
  int form(String printed) {
    String digits = printed.replace(String.valueOf(grouping()), "").replace("−", "");
    return digits.equals("1") ? 0 : WHOLE_MILLIONS.matcher(digits).matches() ? 2 : 1;
  }

  /** With a fraction only where it has one: 14, 7.5. */
  public String plain(double number) {
    return number == Math.rint(number) ? whole((long) number) : significant(number);
  }

  /** Height and width, once where they are the same: 2, 2 × 3. */
  public String pair(double height, double width) {
    return height == width ? plain(height) : plain(height) + " × " + plain(width);
  }

  /** Three digits and a prefix: 608,400 is "608 k", 1,814,073,344 is "1.81 G". */
  public String scaled(long number) {
    return scaled(BigInteger.valueOf(number));
  }

  private String scaled(BigInteger number) {
    int step = 0;
    double scaled = number.doubleValue();
    while (scaled >= 999.5 && step < PREFIXES.length - 1) {
      scaled /= 1000;
      step++;
    }
    return step == 0 ? whole(number) : digits(scaled, 3) + " " + PREFIXES[step];
  }

  /** Bytes in decimal units: 0.76 MB; below a thousand in full. */
  public String bytes(long bytes) {
    return bytes(BigInteger.valueOf(bytes));
  }

  /** The same, however large. */
  public String bytes(BigInteger bytes) {
    return bytes.compareTo(THOUSAND) < 0 ? whole(bytes) + " B" : scaled(bytes) + "B";
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
    double percent = share * 100;
    boolean needsFraction = share < 0.0995 && percent != Math.rint(percent);
    return decimal(percent, needsFraction ? 1 : 0) + " %";
  }

  /** Four significant digits, for measured values: 0.4123, −12.05. */
  public String significant(double value) {
    return digits(value, DIGITS);
  }

  /**
   * How to print the numbers of one table, all alike: so many digits at the largest one, and no zeros
   * at the end that all of them would have.
   */
  public DoubleFunction<String> alike(int digits, double... values) {
    double reach = 0;
    for (double value : values) {
      reach = Double.isFinite(value) ? Math.max(reach, Math.abs(value)) : reach;
    }
    if (reach >= 1e7 || (reach > 0 && reach < 1e-4)) {
      return this::significant;
    }
    int order = reach == 0 ? 0 : (int) Math.floor(Math.log10(reach));
    int most = Math.max(0, order < 0 ? digits - 2 - order : digits - 1 - order);
    int fraction = 0;
    while (fraction < most && !isExact(values, Math.pow(10, fraction))) {
      fraction++;
    }
    int printed = fraction;
    return value -> Double.isFinite(value) ? decimal(value, printed) : significant(value);
  }

  private static boolean isExact(double[] values, double unit) {
    for (double value : values) {
      double units = value * unit;
      // What float32 makes of 0.1 still counts as 0.1.
      if (Math.abs(units - Math.rint(units)) > 1e-6 * Math.abs(units)) {
        return false;
      }
    }
    return true;
  }

  private String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e7)) {
      return String.format(locale, "%." + (digits - 1) + "e", value).replace('-', '−');
    }
    double rounded = new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    int fraction = rounded == 0 ? 0 : digits - 1 - (int) Math.floor(Math.log10(Math.abs(rounded)));
    return decimal(rounded, Math.clamp(fraction, 0, 8));
  }

  /** With that many digits behind the point, at most 8: 0.93, −0.01. */
  public String decimal(double value, int fraction) {
    long unit = Math.round(Math.pow(10, fraction));
    long units = Math.round(Math.abs(value) * unit);
    String whole = (value < 0 && units > 0 ? "−" : "") + whole(units / unit);
    return fraction == 0
        ? whole
        : whole + symbols.getDecimalSeparator() + Long.toString(unit + units % unit).substring(1);
  }
}
