/** The layers of a network as a table. Called by the workbench's handlers. */
@NullMarked
package fovea.web.table;

import org.jspecify.annotations.NullMarked;
