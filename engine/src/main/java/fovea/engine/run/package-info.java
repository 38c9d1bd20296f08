/**
 * Computes networks: what of them, in which order, on which threads, and never twice. {@link
 * fovea.engine.run.Inference} is the door.
 */
@NullMarked
package fovea.engine.run;

import org.jspecify.annotations.NullMarked;
