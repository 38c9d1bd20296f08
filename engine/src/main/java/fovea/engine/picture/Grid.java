package fovea.engine.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns and lanes of cards, and how wires get from one to another. Not thread safe. */
final class Grid {

  private record Cell(int column, int lane) {}

  /** How a wire goes. */
  enum Way {
    /** Along the lane it comes from, then over to the other. */
    OWN_LANE,
    /** Over to the lane it goes to, then along it. */
    OTHER_LANE,
    /** As an arc over the cards that are in its way. */
    OVER
  }

  private final List<Cell> cells = new ArrayList<>();
  private final Set<Cell> taken = new HashSet<>();
  private int lanes = 1;
  private int columns = 1;

  /** Finds a place for the next card, which reads those. */
  void put(int card, int[] sources) {
    int column = 1 + Arrays.stream(sources).map(this::column).max().orElse(-1);
    int lane = Arrays.stream(sources).map(this::lane).min().orElse(0);
    if (card > 0 && sources.length == 0) {
      column = Math.max(1, column);
    }
    Cell cell = new Cell(column, lane);
    while (taken.contains(cell)) {
      cell = new Cell(column, cell.lane + 1);
    }
    cells.add(cell);
    taken.add(cell);
    lanes = Math.max(lanes, cell.lane + 1);
    columns = Math.max(columns, column + 1);
  }

  int column(int card) {
    return cells.get(card).column;
  }

  int lane(int card) {
    return cells.get(card).lane;
  }

  int lanes() {
    return lanes;
  }

  int columns() {
    return columns;
  }

  Way way(int from, int to) {
    return isFree(from, to, lane(from))
        ? Way.OWN_LANE
        : lane(from) != lane(to) && isFree(from, to, lane(to)) ? Way.OTHER_LANE : Way.OVER;
  }

  /** The lane that an arc goes over: the upper one. */
  int over(int from, int to) {
    return Math.min(lane(from), lane(to));
  }

  private boolean isFree(int from, int to, int lane) {
    for (int column = column(from) + 1; column < column(to); column++) {
      if (taken.contains(new Cell(column, lane))) {
        return false;
      }
    }
    return true;
  }
}
