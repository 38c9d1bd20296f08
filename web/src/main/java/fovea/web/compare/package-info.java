/** Two networks side by side, and which there are to choose from. Called by the workbench's handlers. */
@NullMarked
package fovea.web.compare;

import org.jspecify.annotations.NullMarked;
