/** What people can do about a problem: edits after which the layer that had it is legal. */
@NullMarked
package fovea.engine.repair;

import org.jspecify.annotations.NullMarked;
