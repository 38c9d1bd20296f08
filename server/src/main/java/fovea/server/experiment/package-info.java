/**
 * The experiments on a shared server: run once, one at a time, and kept for everybody. Pages ask for them.
 */
@NullMarked
package fovea.server.experiment;

import org.jspecify.annotations.NullMarked;
