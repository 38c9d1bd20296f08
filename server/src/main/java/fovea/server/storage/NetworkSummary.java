package fovea.server.storage;

import java.time.Instant;

/** One line of an owner's list of networks. */
public record NetworkSummary(String id, String name, Instant updatedAt) {}
