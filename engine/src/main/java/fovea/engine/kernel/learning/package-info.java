/**
 * Layers while they learn: forward over a batch in training mode, and the way back for inputs and
 * parameters. In two families, as everywhere: the textbook's, in double precision and in loops like the
 * formulas, and the vectorised one. The engine's train package calls it.
 */
@NullMarked
package fovea.engine.kernel.learning;

import org.jspecify.annotations.NullMarked;
