package fovea.web.unit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit comes about; what is empty or null is not there.
 *
 * @param patches windows on input maps, the largest contribution first
 * @param scales the smallest and largest number of inputs, weights and products
 * @param terms single inputs, in a table
 * @param steps one number after another
 * @param curve the function and the point on it
 * @param rest what is folded
 */
public record ArithmeticView(
    List<Patch> patches, @Nullable Scales scales, @Nullable TermTable terms, List<Step> steps,
    @Nullable CurveView curve, @Nullable Rest rest) {

  static final ArithmeticView NONE = new ArithmeticView(List.of(), null, null, List.of(), null,
      null);

  /**
   * A window on one input map, times its kernel.
   *
   * @param name such as {@code relu3[4]}
   * @param address of the unit in its middle; empty where all is padding
   * @param kernel null where nothing is multiplied, as in pooling
   * @param sum what it adds; empty where nothing is added
   * @param bar its size beside the largest one
   * @param pinned what the same map adds to the unit that is compared; empty if none is
   */
  public record Patch(
      String name, String address, String note, Grid input, @Nullable Grid kernel,
      @Nullable Grid product, String sum, Bar bar, String pinned) {}

  /** Numbers in rows; {@code name} is for readers of screens. */
  public record Grid(String name, List<List<Cell>> rows) {}

  /**
   * One number.
   *
   * @param value as scripts read it
   * @param address of the unit that it is; empty if it is none
   * @param label for readers of screens, and under the pointer
   * @param mark {@code padding}, {@code overhang}, {@code winner} or empty
   */
  public record Cell(String text, String value, String address, String label, String mark) {}

  /** A bar that ends at the right, in hundredths; its colour says the sign. */
  public record Bar(float x, float width, boolean isNegative) {

    static Bar of(double value, double largest) {
      float size = largest > 0 ? (float) (100 * Math.min(1, Math.abs(value) / largest)) : 0;
      return new Bar(100 - size, size, value < 0);
    }
  }

  /** The ends of the colour scales, as scripts read them. */
  public record Scales(float low, float high, float weight, float product) {}

  /** Inputs one by one; {@code columns} are the names of their numbers. */
  public record TermTable(String caption, List<String> columns, List<TermRow> rows) {}

  /** One input with its numbers; the unit's own one is marked. */
  public record TermRow(
      String name, String address, List<String> numbers, Bar bar, boolean isOwn) {}

  /** A number on its way, and what was done to it. */
  public record Step(String what, String value, boolean isResult) {}

  /**
   * A function, drawn into 100 × 60.
   *
   * @param path its line
   * @param x the point's place
   * @param y the point's place
   * @param zeroX where x is 0
   * @param zeroY where y is 0
   */
  public record CurveView(
      String name, String path, float x, float y, float zeroX, float zeroY, String left,
      String right, String label) {}

  /** What is folded, its sum, and the address that unfolds more of it. */
  public record Rest(String text, String sum, String more, String moreText) {}
}
