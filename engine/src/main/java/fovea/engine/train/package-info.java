/**
 * How a network learns: the loss, the way back through all layers, optimisers and rates, and a training as a
 * run of steps. The server's trainings call it.
 */
@NullMarked
package fovea.engine.train;

import org.jspecify.annotations.NullMarked;
