/**
 * The pages of sets to learn from: a visitor's own, those of a room, which its class fills together, and those that
 * are drawn. The server puts it together.
 */
@NullMarked
package fovea.server.sets;

import org.jspecify.annotations.NullMarked;
