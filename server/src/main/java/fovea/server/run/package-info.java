/**
 * Who may compute now: memory is a wall, computing time is a queue, and everybody has one live run.
 * Called by handlers; the computing itself is the engine's.
 */
@NullMarked
package fovea.server.run;

import org.jspecify.annotations.NullMarked;
