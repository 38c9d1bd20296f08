/**
 * The largest or the mean of each window; the textbook's way beside the fast one. The families of kernels
 * call it, and the convolution that takes a mean along.
 */
@NullMarked
package fovea.engine.kernel.pooling;

import org.jspecify.annotations.NullMarked;
