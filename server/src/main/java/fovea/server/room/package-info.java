/**
 * A class at work: rooms that are joined by a code, what a teacher sends and sees, and the stream that tells
 * everybody when to look again.
 */
@NullMarked
package fovea.server.room;

import org.jspecify.annotations.NullMarked;
