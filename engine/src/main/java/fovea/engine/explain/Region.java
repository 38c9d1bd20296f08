package fovea.engine.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a unit hears of a layer: a run of channels, and of these the cells of some patches. Features
 * count as channels of one cell.
 *
 * @param patches the cells; no two patches share a row
 * @param rows from the first to the last row, with what lies past the border in the padding
 * @param columns the same for columns
 */
record Region(
    long firstChannel, long lastChannel, List<Patch> patches, Span rows, Span columns) {

  /** The cells where some rows cross some columns. */
  record Patch(BitSet rows, BitSet columns) {

    static Patch of(Span rows, Span columns) {
      return new Patch(rows.cells(), columns.cells());
    }
  }

  /** From the first to the last cell along an axis, both included; some may lie past the border. */
  record Span(long first, long last) {

    /** All cells of an axis. */
    static Span all(long length) {
      return new Span(0, length - 1);
    }

    private Span with(Span other) {
      return new Span(Math.min(first, other.first), Math.max(last, other.last));
    }

    private BitSet cells() {
      BitSet cells = new BitSet();
      cells.set((int) first, (int) last + 1);
      return cells;
    }
  }

  /** A block of a layer's numbers, none of them past the border. */
  static Region of(long firstChannel, long lastChannel, Span rows, Span columns) {
    return new Region(firstChannel, lastChannel, List.of(Patch.of(rows, columns)), rows, columns);
  }

  /** One number. */
  static Region of(Unit unit) {
    return of(unit.channel(), unit.channel(), new Span(unit.y(), unit.y()),
        new Span(unit.x(), unit.x()));
  }

  /** What is heard by either. */
  Region with(Region other) {
    List<Patch> both = new ArrayList<>(patches);
    both.addAll(other.patches);
    return new Region(Math.min(firstChannel, other.firstChannel),
        Math.max(lastChannel, other.lastChannel), apart(both), rows.with(other.rows),
        columns.with(other.columns));
  }

  /** The same cells of these channels. */
  Region channels(long first, long last) {
    return new Region(first, last, patches, rows, columns);
  }

  /** The same cells as patches of which no two share a row. */
  static List<Patch> apart(List<Patch> patches) {
    if (patches.size() < 2) {
      return patches;
    }
    Map<Integer, BitSet> columns = new HashMap<>();
    for (Patch patch : patches) {
      patch.rows.stream().forEach(row -> columns.merge(row, patch.columns, Region::either));
    }
    Map<BitSet, BitSet> rows = new HashMap<>();
    columns.forEach((row, cells) -> rows.computeIfAbsent(cells, _ -> new BitSet()).set(row));
    return rows.entrySet().stream()
        .map(entry -> new Patch(entry.getValue(), entry.getKey())).toList();
  }

  private static BitSet either(BitSet a, BitSet b) {
    BitSet either = (BitSet) a.clone();
    either.or(b);
    return either;
  }

  /** The rows in which something is heard. */
  BitSet heardRows() {
    return patches.stream().map(Patch::rows).reduce(new BitSet(), Region::either);
  }

  /** The columns. */
  BitSet heardColumns() {
    return patches.stream().map(Patch::columns).reduce(new BitSet(), Region::either);
  }

  /** The columns of one row. */
  BitSet heardColumns(int row) {
    return patches.stream().filter(patch -> patch.rows.get(row)).map(Patch::columns)
        .reduce(new BitSet(), Region::either);
  }

  /** How many cells are heard. */
  long cells() {
    return patches.stream()
        .mapToLong(patch -> (long) patch.rows.cardinality() * patch.columns.cardinality()).sum();
  }

  /** Whether nothing is in it: a unit that no input reaches. */
  boolean isEmpty() {
    return patches.isEmpty() || firstChannel > lastChannel;
  }
}
