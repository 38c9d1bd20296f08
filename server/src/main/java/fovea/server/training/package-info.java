/**
 * Trainings on a shared server: the lowest class of work. Calls of programs ask for them.
 */
@NullMarked
package fovea.server.training;

import org.jspecify.annotations.NullMarked;
