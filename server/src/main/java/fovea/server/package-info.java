/**
 * What is kept and shared: the composition root and the routes; the nouns live in the packages
 * below.
 */
@NullMarked
package fovea.server;

import org.jspecify.annotations.NullMarked;
