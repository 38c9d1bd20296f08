/**
 * What moves what: derivatives of a network's values with respect to those before them, layer by layer
 * from back to front. Explanations read it.
 */
@NullMarked
package fovea.engine.gradient;

import org.jspecify.annotations.NullMarked;
