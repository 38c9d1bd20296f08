/** What people see of the experiments: the list, and each with its numbers as they come. */
@NullMarked
package fovea.web.experiment;

import org.jspecify.annotations.NullMarked;
