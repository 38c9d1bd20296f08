/** Why a number of a network is what it is: readings of one run, for people to look into. */
@NullMarked
package fovea.engine.explain;

import org.jspecify.annotations.NullMarked;
