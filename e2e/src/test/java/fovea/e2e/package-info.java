/**
 * People's journeys through the whole house, in a real browser against a real server.
 */
@NullMarked
package fovea.e2e;

import org.jspecify.annotations.NullMarked;
