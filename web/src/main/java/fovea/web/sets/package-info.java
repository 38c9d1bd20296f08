/** The pages of sets to learn from: which there are, and what is in one. */
@NullMarked
package fovea.web.sets;

import org.jspecify.annotations.NullMarked;
