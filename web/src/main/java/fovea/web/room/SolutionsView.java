package fovea.web.room;

import fovea.web.room.BoardView.Sort;
import java.util.List;

/**
 * What a class has handed in, the best first.
 *
 * @param address of the room
 * @param teaches whether a teacher looks
 * @param isShown whether everybody sees it
 * @param task what was to be built, in words; empty if there was none
 * @param sorts the measures that there are
 * @param rows the solutions in the order asked for
 */
public record SolutionsView(
    String address, boolean teaches, boolean isShown, String task, List<Sort> sorts,
    List<Row> rows) {

  /** The measure by which they are ordered. */
  public String by() {
    return sorts.stream().filter(Sort::isHere).map(Sort::word).findFirst().orElse("");
  }

  /**
   * A solution.
   *
   * @param rank among those that meet all goals, from 1; equal ones share it; empty if it is none of them
   * @param name whose it is; to students nobody is named but themselves
   * @param address where it is looked at
   * @param goals how many it meets, in words; empty if there is no task
   */
  public record Row(
      String rank, String name, String address, String goals, String layers, String parameters,
      String macs, String field) {}
}
