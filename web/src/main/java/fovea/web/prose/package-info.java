/** Views of the pages that are read from top to bottom: errors and the API. */
@NullMarked
package fovea.web.prose;

import org.jspecify.annotations.NullMarked;
