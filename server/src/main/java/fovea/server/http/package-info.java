/**
 * What every request passes, whatever it asks for: sessions, tokens, headers, limits, and the files
 * that never change. Used by the handlers; knows nothing of networks.
 */
@NullMarked
package fovea.server.http;

import org.jspecify.annotations.NullMarked;
