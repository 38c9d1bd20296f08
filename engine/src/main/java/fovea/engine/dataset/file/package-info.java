/**
 * Sets that come as files: IDX as MNIST and Fashion-MNIST come, the binary batches of CIFAR-10, and zips of folders.
 * All are read as streams, within limits, and refused with a reason. Who takes files from people calls it.
 */
@NullMarked
package fovea.engine.dataset.file;

import org.jspecify.annotations.NullMarked;
