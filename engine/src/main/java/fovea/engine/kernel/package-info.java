/**
 * The arithmetic of every layer, in two families: the textbook version, which reads like the formula
 * and is the reference, and the vectorised version, which is fast. The only place of the Vector API. The
 * families stand here, their kernels in rooms of their own. The engine's run, gradient and train packages
 * call them; of what is below, explanations read the functions only.
 */
@NullMarked
package fovea.engine.kernel;

import org.jspecify.annotations.NullMarked;
