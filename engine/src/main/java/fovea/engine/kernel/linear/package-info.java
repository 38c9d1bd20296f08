/**
 * Layers that use each weight once, Linear and LocallyConnected2d, as dot products; the textbook's way
 * beside the fast one. The families of kernels call it.
 */
@NullMarked
package fovea.engine.kernel.linear;

import org.jspecify.annotations.NullMarked;
