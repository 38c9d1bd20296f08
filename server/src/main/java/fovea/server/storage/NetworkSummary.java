package fovea.server.storage;

import java.time.Instant;

/**
 * One line of an owner's list of networks.
 *
 * @param at when it was changed last, or deleted
 */
public record NetworkSummary(String id, String name, Instant at) {}
