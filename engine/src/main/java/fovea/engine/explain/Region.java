package fovea.engine.explain;

/**
 * A block of a layer's numbers; all ends are included. Features count as channels of one cell. Rows
 * and columns may lie past the border, into the padding.
 */
record Region(
    long firstChannel, long lastChannel, long top, long bottom, long left, long right) {

  /** One number. */
  static Region of(Unit unit) {
    return new Region(
        unit.channel(), unit.channel(), unit.y(), unit.y(), unit.x(), unit.x());
  }

  /** The smallest block that holds both. */
  Region with(Region other) {
    return new Region(
        Math.min(firstChannel, other.firstChannel),
        Math.max(lastChannel, other.lastChannel),
        Math.min(top, other.top),
        Math.max(bottom, other.bottom),
        Math.min(left, other.left),
        Math.max(right, other.right));
  }

  /** The same cells of these channels. */
  Region channels(long first, long last) {
    return new Region(first, last, top, bottom, left, right);
  }

  /** These cells of the same channels. */
  Region cells(Span rows, Span columns) {
    return new Region(
        firstChannel, lastChannel, rows.first(), rows.last(), columns.first(), columns.last());
  }

  Span rows() {
    return new Span(top, bottom);
  }

  Span columns() {
    return new Span(left, right);
  }

  /** Whether nothing is in it: a unit that no input reaches. */
  boolean isEmpty() {
    return top > bottom || left > right || firstChannel > lastChannel;
  }

  /** From the first to the last cell along an axis, both included; empty if the last is smaller. */
  record Span(long first, long last) {

    /** All cells of an axis. */
    static Span all(long length) {
      return new Span(0, length - 1);
    }

    /** What of it lies in an axis of that length. */
    Span within(long length) {
      return new Span(Math.max(first, 0), Math.min(last, length - 1));
    }
  }
}
