/**
 * How a network is drawn: which layers belong together, what is folded, and where everything goes.
 * The page, the API and the exported file all draw the same layout.
 */
@NullMarked
package fovea.engine.picture;

import org.jspecify.annotations.NullMarked;
