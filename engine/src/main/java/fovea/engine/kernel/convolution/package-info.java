/**
 * Convolutions, plain and transposed: Winograd, direct and depthwise ones, the micro-kernel in which most of
 * them end, and the textbook's way. The families of kernels call it.
 */
@NullMarked
package fovea.engine.kernel.convolution;

import org.jspecify.annotations.NullMarked;
