/**
 * Pictures: uploads decoded under limits, our own drawn ones, and how a picture is fitted to a
 * network's input. Called by handlers and by the picture store.
 */
@NullMarked
package fovea.server.picture;

import org.jspecify.annotations.NullMarked;
