/**
 * How networks and tensors are written down, one class for each format, all of them strict: what
 * they cannot hold exactly they refuse with a sentence.
 */
@NullMarked
package fovea.engine.format;

import org.jspecify.annotations.NullMarked;
