/**
 * Two networks side by side: which layer of one does the work of which layer of the other, and what
 * that changes. Depends on networks and their readings; called by the web, the server and formats.
 */
@NullMarked
package fovea.engine.compare;

import org.jspecify.annotations.NullMarked;
