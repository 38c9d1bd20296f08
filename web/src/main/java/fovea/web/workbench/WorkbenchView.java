package fovea.web.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole page, or what an answer brings of it.
 *
 * @param brings which parts are there as a whole
 * @param problems the first of what is wrong
 * @param moreProblems how many are not among them, in a sentence; empty if none
 */
public record WorkbenchView(
    Place place, String title, HeaderView header, List<LayerRow> rows,
    List<OverviewColumn> columns, OverviewView overview, Pieces brings,
    List<ProblemView> problems, String moreProblems, StageView stage, InspectorView inspector,
    TotalsView totals, RunView run, PicturesView pictures, AddLayerView adding,
    @Nullable WeightsView weights) {

  /** The page of the network. */
  public String address() {
    return place.address();
  }

  /** The layer that the reader looks at. */
  public String chosen() {
    return stage.layer();
  }
}
