package fovea.web.workbench;

/**
 * Where a network lies, and what can be done with it there.
 *
 * @param address of its page
 * @param isFrozen whether it can be looked at only
 * @param canUndo whether a change can be undone
 * @param canRedo whether an undone one can be made again
 */
public record Place(String address, boolean isFrozen, boolean canUndo, boolean canRedo) {}
