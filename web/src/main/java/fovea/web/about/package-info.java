/** The page about this server. */
@NullMarked
package fovea.web.about;

import org.jspecify.annotations.NullMarked;
