package fovea.web.unit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of its field moves a unit, ready to print.
 *
 * @param address where it is computed
 * @param isQuick whether that is done without being asked for
 * @param picture the address of the picture, which is {@code width} × {@code height}
 * @param window the part of it that is shown, as {@code viewBox} has it
 * @param seen what the unit sees
 * @param rows the width of what it sees beside the width of what moves it
 * @param measured what was computed; null until then
 */
public record EffectiveView(
    String address, boolean isQuick, String picture, int width, int height, String window,
    Frame seen, List<Extent> rows, @Nullable Measured measured) {

  /** A rectangle on the picture, in pixels. */
  public record Frame(int x, int y, int width, int height) {}

  /**
   * A width, in pixels.
   *
   * @param effective of what moves the unit; a dash until it is known
   * @param share of the one in the other
   */
  public record Extent(String name, String seen, String effective, String share) {}

  /**
   * The gradient.
   *
   * @param mask how strongly each pixel that is seen moves the unit, as a picture in grey
   * @param frame the fewest rows and columns that hold 95 % of it; null if nothing moves the unit
   * @param text the same in a sentence
   * @param strongest the pixel that moves it most; its address is empty if none does
   * @param largest how much it does
   */
  public record Measured(
      String mask, @Nullable Frame frame, String text, String strongest, String strongestAddress,
      String largest) {}
}
