package fovea.web.compare;

import fovea.web.workbench.FieldView.Choice;
import fovea.web.workbench.StageView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a comparison.
 *
 * @param both the comparison itself; null until two networks are chosen
 */
public record CompareView(
    String title, String heading, ChoiceView choice, List<Ready.Link> ready,
    @Nullable BothView both) {

  /** What can be compared; {@code swap} is the address with both in each other's place, or empty. */
  public record ChoiceView(
      List<Group> left, List<Group> right, List<Choice> pictures, String swap) {}

  /** Networks that belong together. */
  public record Group(String label, List<Choice> networks) {}

  /**
   * Two networks.
   *
   * @param summary what differs, in a sentence
   * @param notes what is not known, and why
   * @param filters all rows, or those that differ
   * @param files where the comparison is fetched from, up to the type of file
   * @param query the rest of such an address
   */
  public record BothView(
      String left, String right, String summary, List<String> notes, List<TotalView> totals,
      ChosenView chosen, List<Filter> filters, List<RowView> rows, String files, String query) {}

  /** A way to see the rows. */
  public record Filter(String address, String label, boolean isChosen) {}

  /**
   * A figure of both networks.
   *
   * @param factor how many times as much the right one has; empty where that means nothing
   * @param leftBar the length of its bar, 0 to 100; empty for no bars
   */
  public record TotalView(
      String name, String explained, String left, String right, String factor, String leftBar,
      String rightBar) {}

  /**
   * The row that is looked at.
   *
   * @param key of the row; empty if there is none
   * @param title of the page
   */
  public record ChosenView(String key, String title, List<SideView> sides) {}

  /**
   * One network's layer of that row.
   *
   * @param side {@code left} or {@code right}
   * @param mark A or B
   * @param what the layer does; empty where there is none
   * @param refusal why there is nothing to see; empty if there is
   */
  public record SideView(
      String side, String mark, String network, String workbench, String layer, String what,
      String refusal, @Nullable StageView stage) {}

  /** A row: a layer, and its like. */
  public record RowView(
      String key, String address, String state, String said, @Nullable LayerView left,
      @Nullable LayerView right, List<CellView> cells, boolean isChosen) {}

  /** A layer in a row. */
  public record LayerView(String id, String kind, String type, String note, String shape) {}

  /**
   * A figure of a row.
   *
   * @param right empty where it is the same
   * @param factor how many times as much; empty where that means nothing
   * @param trend {@code more}, {@code less}, {@code same}, or {@code none} where no factor is ever given
   */
  public record CellView(String label, String left, String right, String factor, String trend) {}
}
