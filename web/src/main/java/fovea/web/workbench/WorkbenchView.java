package fovea.web.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole page, or what an answer brings of it.
 *
 * @param shown a word for what it shows; see {@link OpenNetwork#shown}
 * @param brings which parts are there as a whole
 * @param problems the first of what is wrong
 * @param moreProblems how many are not among them, in a sentence; empty if none
 * @param goals of the task that the network was started for, if it was for one
 * @param said what a person is to read first; empty if nothing
 */
public record WorkbenchView(
    Place place, String shown, String title, HeaderView header, List<LayerRow> rows,
    List<OverviewColumn> columns, OverviewView overview, Pieces brings,
    List<ProblemView> problems, String moreProblems, StageView stage, InspectorView inspector,
    TotalsView totals, RunView run, PicturesView pictures, AddLayerView adding,
    @Nullable WeightsView weights, @Nullable GoalsView goals, String said) {

  /** The same, saying that. */
  public WorkbenchView saying(String text) {
    return new WorkbenchView(place, shown, title, header, rows, columns, overview, brings, problems,
        moreProblems, stage, inspector, totals, run, pictures, adding, weights, goals, text);
  }

  /** The page of the network. */
  public String address() {
    return place.address();
  }

  /** The layer that the reader looks at. */
  public String chosen() {
    return stage.layer();
  }
}
