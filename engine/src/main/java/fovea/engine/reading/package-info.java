/**
 * Everything that arithmetic alone can tell about a network: shapes, costs, receptive fields, each
 * with its formula, and what is wrong with it and how to repair that. No tensors here.
 */
@NullMarked
package fovea.engine.reading;

import org.jspecify.annotations.NullMarked;
