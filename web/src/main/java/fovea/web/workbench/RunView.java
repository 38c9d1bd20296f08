package fovea.web.workbench;

/**
 * The run button, or how far the run is.
 *
 * @param address where a run is started, asked about and cancelled
 * @param state idle, stale when some layer has not run as it is now, waiting, running or failed
 * @param percent done, from 0 to 100
 * @param note what is being computed, or why not
 */
public record RunView(String address, String state, int percent, String note) {

  /** Whether the page has to ask again. */
  public boolean isLive() {
    return state.equals("waiting") || state.equals("running");
  }
}
