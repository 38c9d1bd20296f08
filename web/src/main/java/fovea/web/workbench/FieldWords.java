package fovea.web.workbench;

import fovea.engine.reading.Extent;
import fovea.engine.reading.Fraction;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Words;
import java.math.BigInteger;
import java.util.function.Function;

/** Puts receptive fields into words: whole pixels, and what differs from unit to unit. */
public final class FieldWords {

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Words words;
  private final Numbers numbers;

  /** In a language. */
  public FieldWords(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /** Such as 5 × 5, 1 or 2 × 3, the whole picture. */
  public String size(ReceptiveField field) {
    return field.seesAll()
        ? words.say("quantity.field.image")
        : size(field.vertical()) + " × " + size(field.horizontal());
  }

  /** Such as 5, 1 or 2, 1 to 4, about 7. */
  public String size(Extent extent) {
    String largest = whole(extent.size());
    if (!extent.isExact()) {
      return words.say("quantity.field.about", largest);
    }
    return extent.smallest().equals(extent.size())
        ? largest
        : words.say(extent.hasSizesBetween() ? "quantity.field.to" : "quantity.field.or",
            whole(extent.smallest()), largest);
  }

  /** How far apart neighbours look, once where that is so both ways: 2, 2 × 3, 0.5 on average. */
  public String jump(ReceptiveField field) {
    return isEven(field) ? apart(field) : words.say("quantity.field.mean", apart(field));
  }

  /** Where a layer's units look, in a sentence. */
  String places(ReceptiveField field) {
    return words.say(isEven(field) ? "quantity.field.jump" : "quantity.field.jump.mean",
        apart(field), pair(field, extent -> whole(extent.padding())));
  }

  private String apart(ReceptiveField field) {
    return pair(field, extent -> number(extent.jump()));
  }

  private static boolean isEven(ReceptiveField field) {
    return field.vertical().isEven() && field.horizontal().isEven();
  }

  /** A number in full, or that it is more than can be counted. */
  public String whole(BigInteger number) {
    return number.abs().compareTo(LARGEST) > 0
        ? words.say("number.more_than", numbers.whole(LARGEST))
        : numbers.whole(number);
  }

  private String number(Fraction number) {
    double value = number.toDouble();
    return number.isWhole()
        ? whole(number.dividend())
        : numbers.alike(4, value).apply(value);
  }

  private static String pair(ReceptiveField field, Function<Extent, String> print) {
    String vertical = print.apply(field.vertical());
    String horizontal = print.apply(field.horizontal());
    return vertical.equals(horizontal) ? vertical : vertical + " × " + horizontal;
  }
}
