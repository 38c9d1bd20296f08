package fovea.web.unit;

import fovea.web.Tick;
import fovea.web.workbench.Place;
import fovea.web.workbench.StageView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one unit, ready to print.
 *
 * @param place where its network lies
 * @param title of the window
 * @param network its name
 * @param heading the question that the page answers
 * @param lead how such a layer computes, in a sentence
 * @param notes what is particular about this unit: padding, stride, groups
 * @param walk how to go on to its neighbours
 * @param stage its map, for the page's scripts
 * @param arithmetic how it comes about
 * @param sum the same in short
 * @param sight what it sees of the picture
 * @param effective what of that moves it; null for a pixel
 * @param growth how what it sees has grown; null for a pixel
 * @param strongest the strongest units of its map
 * @param kernels of a layer that looks at the picture in colour, as pictures
 */
public record UnitView(
    Place place, String title, String network, String heading, String lead, List<String> notes,
    Walk walk, StageView stage, ArithmeticView arithmetic, SumView sum, SightView sight,
    @Nullable EffectiveView effective, @Nullable GrowthView growth, List<StrongUnit> strongest,
    List<KernelPicture> kernels) {

  /**
   * Steps along the map.
   *
   * @param name of the unit, such as {@code conv4[4, 17, 11]}
   * @param where it is, as the path to it says it
   * @param map the address of its map on the workbench
   * @param index the unit's place in its map, row by row, from 0
   * @param last the last place
   * @param count its place in words
   * @param previous the address of the unit before; empty at the first
   * @param next the address of the unit behind; empty at the last
   * @param pin the address that compares other units to this one, or ends comparing
   * @param units where the layer's units lie
   * @param query what the address keeps while walking
   */
  public record Walk(
      String name, String where, String map, long index, long last, String count, String previous,
      String next, String pin, boolean isPinned, String units, String query) {}

  /**
   * The sum, line by line.
   *
   * @param name of the unit
   * @param total its value
   * @param pinnedName of the unit that it is compared to; empty if there is none
   * @param onward the units behind that it goes on to
   */
  public record SumView(
      List<Line> lines, String name, String total, String pinnedName, String pinnedAddress,
      String pinnedTotal,
      List<Line> onward) {}

  /** A line of a sum; address and pinned value may be empty. */
  public record Line(String name, String address, String value, String pinned) {}

  /**
   * What the unit sees.
   *
   * @param box rows and columns of the picture: top, left, bottom, right, ends not included; past the
   *     border what lies in the padding. Null if it sees nothing
   * @param text the same in a sentence
   */
  public record SightView(
      String picture, int height, int width, @Nullable String box, String text) {}

  /**
   * How the field grows from layer to layer. Places in the plot are percent of its width and height.
   *
   * @param sizes a line through the sizes, drawn into 100 × 100
   * @param jumps a line through the jumps, which ends where everything is seen
   * @param pixels the marks of the upright axis
   * @param depths the marks of the other: 0 is the picture, then row by row
   * @param size the unit's own
   * @param some that only some of very many layers are shown; else empty
   */
  public record GrowthView(
      List<GrowthRow> rows, String sizes, String jumps, List<Tick> pixels, List<Tick> depths,
      String size, String label, String some) {}

  /**
   * One layer that the unit hears.
   *
   * @param reads how many of its units, of how many
   * @param sees what each of them sees of the picture
   * @param box that of the unit in the middle, as {@link SightView} has it; null if it sees nothing
   * @param text the same in a sentence
   */
  public record GrowthRow(
      String layer, String address, String reads, String sees, String jump, @Nullable String box,
      String text, float x, float y) {}

  /** A strong unit and its part of the picture: left, top, width and height. */
  public record StrongUnit(
      String name, String address, String value, String window, String label, boolean isHere) {}

  /** A kernel whose three channels are red, green and blue; grey is zero. */
  public record KernelPicture(
      int channel, String address, int width, int height, List<KernelPixel> pixels, String label,
      boolean isHere) {}

  /** One weight a colour. */
  public record KernelPixel(int x, int y, String color) {}
}
