package fovea.engine.repair;

import fovea.engine.network.Edit;

/**
 * A way out of a problem: applied, the layer that had it is legal.
 *
 * @param words what it does
 * @param edit the change
 */
public record Repair(Way.Title words, Edit edit) {

  /** What it does, as on a button, in English. */
  public String title() {
    return words.toString();
  }
}
