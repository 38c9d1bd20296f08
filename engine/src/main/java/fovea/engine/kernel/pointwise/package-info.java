/**
 * What is done number by number: batch norms, activations, merges, upsampling, softmax; and the epilogue
 * of convolutions, which does some of it while a piece of the output is in the cache. The textbook's way stands
 * beside the fast one. Convolutions and the families of kernels call it.
 */
@NullMarked
package fovea.engine.kernel.pointwise;

import org.jspecify.annotations.NullMarked;
