/**
 * The course: its pages, what it asks, and how far its readers are. What lies beside its texts is the
 * workbench's.
 */
@NullMarked
package fovea.server.learn;

import org.jspecify.annotations.NullMarked;
