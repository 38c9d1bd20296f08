/** How a network is trained, and what becomes of it meanwhile. Called by the workbench's handlers. */
@NullMarked
package fovea.web.train;

import org.jspecify.annotations.NullMarked;
