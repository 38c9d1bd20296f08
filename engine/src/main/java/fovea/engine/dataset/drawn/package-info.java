/**
 * Endless sets that our own code draws, the same on every machine: nothing is stored, and a picture
 * follows from the seed and its place.
 */
@NullMarked
package fovea.engine.dataset.drawn;

import org.jspecify.annotations.NullMarked;
