/**
 * Pictures to learn from: labelled sets, what is kept of them for validation, what is done to them on
 * purpose, and what augmentation makes of a picture. Sets that are drawn by our own code live in {@code
 * drawn}, those that come as files are read in {@code file}. Whoever trains, shows or keeps a set calls it.
 */
@NullMarked
package fovea.engine.dataset;

import org.jspecify.annotations.NullMarked;
