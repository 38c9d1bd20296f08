package fovea.web.principles;

import fovea.web.principles.PrinciplesView.Principle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each layer does when the picture moves.
 *
 * @param said where the picture is now
 * @param summary which layer breaks it first
 * @param look the layer that is looked at; null if the network has no maps
 * @param tolerances what each pooling layer forgives
 */
public record EquivarianceView(Shift shift, String said, String summary, List<MoveRow> moves,
    @Nullable Look look, List<ToleranceRow> tolerances) implements Principle {

  /**
   * How far the picture moved, and what leads further.
   *
   * @param noise what is added to the picture, in percent of its standard deviation
   * @param address of another shift of {@code {dy}} and {@code {dx}}
   * @param picture the picture that is moved
   * @param layer the chosen one; empty for none
   */
  public record Shift(int dy, int dx, int noise, String address, String picture, int height,
      int width, String layer, List<Step> steps) {}

  /** One step of the picture. */
  public record Step(String arrow, String label, String address) {}

  /**
   * What a layer did.
   *
   * @param state moves, border, stride, all, other or features
   * @param bar 0 to 100: how much differs, anywhere
   * @param insideBar the same away from the border
   * @param sheet the map that differs most, as three small ones in base 64; null for features
   */
  public record MoveRow(String layer, String address, boolean isChosen, String cells, String inside,
      String difference, float bar, float insideBar, String state, String verdict,
      @Nullable String sheet) {}

  /**
   * One map of one layer, large.
   *
   * @param map says which of how many
   * @param previous the address of the map before; null at the first
   * @param next of the map behind; null at the last
   * @param most the address of the map that differs most; null if it is this one
   * @param ratio width by height
   * @param sheet f(shift(x)), shift(f(x)) and their difference in base 64
   */
  public record Look(String layer, String map, @Nullable String previous, @Nullable String next,
      @Nullable String most, String verdict, float ratio, String sheet) {}

  /** A pooling layer: what changes in what it reads and gives, by the shift and by the noise. */
  public record ToleranceRow(String layer, Through shift, Through noise) {}

  /** A change before and behind a layer, printed, as bars of 0 to 100, and what it lets through. */
  public record Through(
      String reads, String gives, float readsBar, float givesBar, String share) {}
}
