/** The page of one number of a network: how it comes about, and what of the picture it sees. */
@NullMarked
package fovea.web.unit;

import org.jspecify.annotations.NullMarked;
