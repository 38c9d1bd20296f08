/**
 * Networks as files in other formats: which formats there are, and how their files are sent. Called
 * by the handlers of the API and of the workbench; the files are the engine's.
 */
@NullMarked
package fovea.server.export;

import org.jspecify.annotations.NullMarked;
