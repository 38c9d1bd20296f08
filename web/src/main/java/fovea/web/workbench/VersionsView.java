package fovea.web.workbench;

import java.util.List;

/**
 * The history of a network.
 *
 * @param address where a name is sent; a version's number behind it goes back to that version
 * @param label the name of the version that the network stands at; may be empty
 * @param versions newest first
 */
public record VersionsView(String address, String label, List<Line> versions) {

  /**
   * A version, ready to print.
   *
   * @param number of the version
   * @param what was done, or the name that its owner gave it
   * @param when it was made, for readers
   * @param time the same for programs
   * @param isNamed whether it has a name
   * @param isHere whether the network stands there
   */
  public record Line(
      int number, String what, String when, String time, boolean isNamed, boolean isHere) {}
}
