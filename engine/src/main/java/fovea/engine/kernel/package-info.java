/**
 * The arithmetic of every layer: the textbook version, which reads like the formula and is the
 * reference, and the vectorised version, which is fast. The only place of the Vector API. The engine's
 * run package calls it; nobody else.
 */
@NullMarked
package fovea.engine.kernel;

import org.jspecify.annotations.NullMarked;
