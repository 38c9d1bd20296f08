package fovea.server.storage;

import java.time.Instant;

/**
 * One line of a network's history.
 *
 * @param number counts from 1, in the order made
 * @param what made it, a word of {@link Change#what}, or {@code start}
 * @param subject the name of what was changed; may be empty
 * @param label the name that its owner gave it; empty if none
 * @param madeAt when
 */
public record Version(int number, String what, String subject, String label, Instant madeAt) {}
