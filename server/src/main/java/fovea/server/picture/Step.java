package fovea.server.picture;

import fovea.server.http.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done to a picture between its fit and the network, in the size of the network's
 * input. The same step on the same picture gives the same picture, noise and shuffling included: they
 * come from a seed.
 *
 * @param kind what is done
 * @param amount its first number
 * @param second its second number
 */
public record Step(Kind kind, double amount, double second) {

  /** As many as a picture may go through. */
  public static final int MAX = 12;

  /** A number of a step: what it is called and where it may lie. */
  public record Amount(String word, double least, double most, double usual, boolean isWhole) {}

  /** What can be done. */
  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and words is immutable.
  public enum Kind {
    /** The middle part, that much of each side, enlarged to the whole. */
    CROP(new Amount("percent", 1, 100, 70, false), null),
    /** Turned around the middle, clockwise; black comes in at the corners. */
    ROTATE(new Amount("degrees", -360, 360, 30, false), null),
    /** Moved right and down, by whole pixels; black comes in behind. */
    SHIFT(new Amount("right", -4_096, 4_096, 8, true), new Amount("down", -4_096, 4_096, 0, true)),
    /** Normally distributed numbers added to each value, in steps of 255. */
    NOISE(new Amount("deviation", 0, 255, 30, false), new Amount("seed", 0, 999_999_999, 0, true)),
    /** Square blocks of pixels in another order; what is left over at the edges stays. */
    SHUFFLE(new Amount("block", 1, 4_096, 8, true), new Amount("seed", 0, 999_999_999, 0, true));

    private final Amount amount;
    private final @Nullable Amount second;

    Kind(Amount amount, @Nullable Amount second) {
      this.amount = amount;
      this.second = second;
    }

    /** The word used in forms: {@code rotate}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Its one or two numbers. */
    public List<Amount> numbers() {
      return second == null ? List.of(amount) : List.of(amount, second);
    }

    /** A step of this kind to begin with. */
    public Step usual() {
      return new Step(this, amount.usual, second == null ? 0 : second.usual);
    }
  }

  /** Checks that the numbers lie where they may. */
  public Step {
    check(kind, kind.amount, amount);
    if (kind.second != null) {
      check(kind, kind.second, second);
    }
  }

  private static void check(Kind kind, Amount number, double value) {
    boolean fits = value >= number.least && value <= number.most
        && (!number.isWhole || value == Math.rint(value));
    if (!fits) {
      throw Refusal.malformed(kind.word() + ": " + number.word + " must be a "
          + (number.isWhole ? "whole " : "") + "number from " + plain(number.least) + " to "
          + plain(number.most) + ", but is " + value + ".");
    }
  }

  /** Its numbers as people write them. */
  public List<String> numbers() {
    return kind.second == null
        ? List.of(plain(amount))
        : List.of(plain(amount), plain(second));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** The steps in order, as {@link #parse} reads them: {@code rotate:30,noise:20:1}. */
  public static String write(List<Step> steps) {
    return steps.stream()
        .map(step -> step.kind.word() + ":" + String.join(":", step.numbers()))
        .collect(Collectors.joining(","));
  }

  /** Steps that {@link #write} has written. */
  public static List<Step> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(step -> step.split(":"))
            .map(parts -> new Step(Kind.of(parts[0]).orElseThrow(), Double.parseDouble(parts[1]),
                parts.length > 2 ? Double.parseDouble(parts[2]) : 0))
            .toList();
  }

  /** Planes of values 0 to 255, row by row, after this step. */
  float[][] applyTo(float[][] planes, int height, int width) {
    return switch (kind) {
      case CROP -> Warp.crop(planes, height, width, amount / 100);
      case ROTATE -> Warp.rotate(planes, height, width, Math.toRadians(amount));
      case SHIFT -> Warp.shift(planes, height, width, (int) amount, (int) second);
      case NOISE -> Scatter.noise(planes, amount, (long) second);
      case SHUFFLE -> Scatter.shuffle(planes, height, width, (int) amount, (long) second);
    };
  }
}
