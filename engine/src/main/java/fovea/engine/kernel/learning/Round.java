package fovea.engine.kernel.learning;

/**
 * One batch on its way forward and back.
 *
 * @param images how many pictures it has
 * @param seed what Dropout draws from
 * @param isTraining false for one that only goes forward, as a run does: batch norms use their running
 *     statistics and Dropout leaves everything as it is
 * @param workers who computes
 */
public record Round(int images, long seed, boolean isTraining, Workers workers) {}
