/**
 * Networks of ours that come trained, and how anyone trains them to the same weights. The server opens them,
 * the page of networks shows them.
 */
@NullMarked
package fovea.engine.trained;

import org.jspecify.annotations.NullMarked;
