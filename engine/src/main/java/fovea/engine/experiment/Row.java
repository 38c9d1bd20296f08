package fovea.engine.experiment;

/**
 * One number that an experiment has brought.
 *
 * @param arm its word
 * @param seed of the trial, from 1 on
 * @param measure its word
 */
public record Row(String arm, int seed, String measure, double value) {}
