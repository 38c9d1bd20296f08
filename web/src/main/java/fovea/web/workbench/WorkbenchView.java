package fovea.web.workbench;

import java.util.List;

/** The whole page, or with {@code whole} false what an answer brings of it. */
public record WorkbenchView(
    Place place, String title, HeaderView header, List<LayerRow> rows,
    List<OverviewColumn> columns,
    boolean whole, List<ProblemView> problems, StageView stage, InspectorView inspector,
    TotalsView totals, RunView run, PicturesView pictures, AddLayerView adding) {

  /** The page of the network. */
  public String address() {
    return place.address();
  }

  /** The layer that the reader looks at. */
  public String chosen() {
    return stage.layer();
  }
}
