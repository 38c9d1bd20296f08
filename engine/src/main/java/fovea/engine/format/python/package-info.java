/**
 * Networks as Python that people read, run and go on with: a PyTorch module and a Keras model. Called
 * by whoever exports; reads networks, touches no weights.
 */
@NullMarked
package fovea.engine.format.python;

import org.jspecify.annotations.NullMarked;
