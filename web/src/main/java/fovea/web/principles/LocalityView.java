package fovea.web.principles;

import fovea.web.Tick;
import fovea.web.principles.PrinciplesView.Principle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the picture one for convolutions, and where they fail.
 *
 * @param measured null if the picture is too small for statistics
 * @param least the smallest side that is measured
 * @param compositions every convolution beside one large one
 */
public record LocalityView(
    @Nullable Measured measured, String least,
    List<CompositionRow> compositions) implements Principle {

  /** Everything that is measured on the picture; {@code picture} is its address. */
  public record Measured(
      String picture, Plot plot, Places places, Denoise denoise, Position position) {}

  /**
   * Correlation against distance.
   *
   * @param picture points of a line in a box of 100 × 100, whose top is 1
   * @param shuffled the same for the shuffled pixels
   * @param across distances, in pixels
   * @param up correlations
   * @param said the finding in a sentence
   * @param label what is drawn and from where to where its axes go
   */
  public record Plot(String picture, String shuffled, List<Tick> across, List<Tick> up,
      String said, String label, List<DistanceRow> rows) {}

  /** The correlations at one distance, printed. */
  public record DistanceRow(String distance, String picture, String shuffled) {}

  /** Statistics of the parts of the picture, row by row. */
  public record Places(List<List<PlaceCell>> rows, String said) {}

  /** One part. */
  public record PlaceCell(String mean, String std, String neighbours) {}

  /**
   * What two layers have learnt of tiles.
   *
   * @param said how they learnt
   * @param rows as they are, and shuffled
   */
  public record Denoise(String said, String sheet, float ratio, List<LeftRow> rows) {}

  /** What is left of the noise, printed and as bars of 0 to 100. */
  public record LeftRow(String what, String convolution, float convolutionBar, String full,
      float fullBar) {}

  /**
   * Guesses of where a piece lies.
   *
   * @param window the part of the picture where it may be
   * @param ticks rows and columns of the picture along the window's sides
   */
  public record Position(
      int side, String piece, String window, List<Tick> ticks, List<Scatter> scatters) {}

  /** One layer's guesses; {@code word} is without or with, {@code label} says what is drawn. */
  public record Scatter(String word, String error, String label, List<Guess> guesses) {}

  /** From where it was to where it was taken to be. */
  public record Guess(float x, float y, float guessedX, float guessedY) {}

  /** A convolution that sees so much, in steps and in one. */
  public record CompositionRow(
      String layer, String sees, String steps, String single, String factor) {}
}
