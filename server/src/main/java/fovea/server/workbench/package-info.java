/**
 * The workbench over HTTP: one handler for each noun, which turns what people send into edits and
 * runs, and what came of it into pages and fragments. {@link Workbench} lists the addresses.
 */
@NullMarked
package fovea.server.workbench;

import org.jspecify.annotations.NullMarked;
