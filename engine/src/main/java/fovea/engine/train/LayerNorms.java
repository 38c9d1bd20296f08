package fovea.engine.train;

/**
 * How much one layer has learned in one step.
 *
 * @param layer its id
 * @param gradient the length of its parameters' gradient, √Σ g²
 * @param change how far they moved
 * @param weights how long they are
 */
public record LayerNorms(String layer, double gradient, double change, double weights) {}
