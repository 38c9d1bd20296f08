package fovea.server.http;

/**
 * Somebody or something that keeps things here: an anonymous visitor, known only by their cookie, or a room
 * or what is shared, whose ids have a colon. A visitor's id is a digest of the first secret that their
 * cookie had, so it can be stored and logged without giving any away.
 */
public record Owner(String id) {}
