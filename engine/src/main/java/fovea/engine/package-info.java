/**
 * What a network is, and everything that can be computed about it; depends on the JDK and a JSON
 * parser only.
 */
@NullMarked
package fovea.engine;

import org.jspecify.annotations.NullMarked;
