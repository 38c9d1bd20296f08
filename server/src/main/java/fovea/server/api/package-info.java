/**
 * The calls under {@code /api/v1} that scripts rely on: stateless, without cookie or token, errors
 * as RFC 9457 problem documents.
 */
@NullMarked
package fovea.server.api;

import org.jspecify.annotations.NullMarked;
