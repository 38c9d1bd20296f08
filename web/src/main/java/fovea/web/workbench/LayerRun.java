package fovea.web.workbench;

/**
 * What one run has told about one layer.
 *
 * @param key the word for its values; another word means other values
 * @param nanos how long it took
 * @param kernel how it was computed, in the engine's words
 * @param min the smallest value
 * @param max the largest value
 * @param mean of all values
 * @param std the standard deviation of all values
 * @param zeros the share of values that are exactly zero, from 0 to 1
 * @param liveliest the map with the most contrast, the first of them if several have it
 * @param dark how many of its maps hold nothing but zeros
 * @param largest the place of its largest number in a vector, or the map that holds it; -1 if none is
 * @param share of a vector's largest number in its softmax; else 0
 */
public record LayerRun(
    String key, long nanos, String kernel, float min, float max, double mean, double std,
    double zeros, int liveliest, int dark, int largest, double share) {}
