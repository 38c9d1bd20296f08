package fovea.web.workbench;

/**
 * Which parts of the workbench an answer brings; what looks as before is neither made nor sent.
 *
 * @param rows all rows of the list; else those only that changed
 * @param overview the picture of the network; else those of its cards only that changed
 * @param problems what is wrong with the network
 * @param totals the sums at the foot
 * @param name of the network
 * @param picture what says which picture is looked at, and how
 * @param history undo and redo
 */
public record Pieces(
    boolean rows, boolean overview, boolean problems, boolean totals, boolean name,
    boolean picture, boolean history) {

  static final Pieces ALL = new Pieces(true, true, true, true, true, true, true);
  static final Pieces NONE = new Pieces(false, false, false, false, false, false, false);
}
