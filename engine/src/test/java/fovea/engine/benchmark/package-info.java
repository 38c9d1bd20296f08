/** Measurements; run by {@code mvn -Pbenchmark verify}, never by the tests. */
@NullMarked
package fovea.engine.benchmark;

import org.jspecify.annotations.NullMarked;
