package fovea.engine.repair;

import fovea.engine.network.Edit;

/**
 * A way out of a problem: applied, the layer that had it is legal.
 *
 * @param title what it does, as on a button
 * @param edit the change
 */
public record Repair(String title, Edit edit) {}
