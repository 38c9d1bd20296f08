/**
 * Experiments that settle what the lesson claims: networks that differ in one thing learn from the same drawn
 * pictures, three times each, and what they can do then is measured. The server runs them for everybody,
 * {@link fovea.engine.experiment.Report} from a shell.
 */
@NullMarked
package fovea.engine.experiment;

import org.jspecify.annotations.NullMarked;
