/**
 * What a network is: layers, how they are joined, and the edits that change them. Pure data without
 * arithmetic; everything else in Fovea reads it.
 */
@NullMarked
package fovea.engine.network;

import org.jspecify.annotations.NullMarked;
