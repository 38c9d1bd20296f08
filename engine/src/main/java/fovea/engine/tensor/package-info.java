/**
 * Numbers in rows and columns: a layer's values and its parameters, and where parameters come from
 * when nobody gave them. The only arrays in public types live here; everybody may use it.
 */
@NullMarked
package fovea.engine.tensor;

import org.jspecify.annotations.NullMarked;
