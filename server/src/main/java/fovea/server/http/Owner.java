package fovea.server.http;

/**
 * Somebody who keeps things here: an anonymous visitor, known only by the secret in their cookie.
 * The id is a digest of that secret, so it can be stored and logged without giving it away.
 */
public record Owner(String id) {}
