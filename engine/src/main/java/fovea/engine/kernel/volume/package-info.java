/**
 * What every kernel stands on: values in memory, channels last; where windows read them; how wide vectors
 * are; what a kernel is. Knows no other room; all of them build on it.
 */
@NullMarked
package fovea.engine.kernel.volume;

import org.jspecify.annotations.NullMarked;
