/** The principles of convolutions, measured on somebody's network and picture: a page. */
@NullMarked
package fovea.web.principles;

import org.jspecify.annotations.NullMarked;
