/**
 * The ways back for a single picture: how the derivative with respect to a layer's values becomes one with
 * respect to what the layer read. The engine's gradient package calls it.
 */
@NullMarked
package fovea.engine.kernel.backward;

import org.jspecify.annotations.NullMarked;
