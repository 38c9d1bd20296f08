package fovea.web.experiment;

import fovea.web.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment.
 *
 * @param how what is done, in a few sentences
 * @param state {@code new}, {@code live}, {@code part} if somebody has stopped it, or {@code done}
 * @param said what is going on; empty if nothing
 * @param percent of all that is done
 * @param canCancel whether this reader may stop it
 * @param verdict what the numbers say; null until all are there
 * @param chart null until there is a number
 * @param heads of the columns for measures
 */
public record ExperimentView(String address, String title, String claim, String how, String state,
    String said, int percent, boolean canCancel, @Nullable String verdict, @Nullable Chart chart,
    List<String> heads, List<ArmRow> rows) {

  /** Whether its numbers are on their way. */
  public boolean isLive() {
    return state.equals("live");
  }

  /**
   * The measure that the claim is about, with spread.
   *
   * @param up what the height says
   * @param across what the places say
   */
  public record Chart(String label, String up, String across, List<Tick> ticks, List<Tick> places,
      List<Line> lines) {}

  /**
   * One of the kinds that are compared.
   *
   * @param kind a letter that decides how it is drawn
   * @param points of a line through its means, 0 to 100 from the left and the top
   */
  public record Line(String kind, String name, String points, List<Dot> dots) {}

  /** A mean and its spread; places in percent such as {@code 12.5%}. */
  public record Dot(String x, String y, String top, String bottom) {}

  /**
   * What was measured of an arm.
   *
   * @param numbers one for each measure, empty where there is none yet
   * @param open where its network opens
   * @param note about that; empty for none
   */
  public record ArmRow(String name, String word, String parameters, String macs,
      List<String> numbers, String open, String note) {}
}
