/** The page of a visitor's networks and of those to start from. */
@NullMarked
package fovea.web.networks;

import org.jspecify.annotations.NullMarked;
