package fovea.web.room;

import fovea.engine.exercise.Outcome;
import fovea.engine.reading.NetworkReading;
import java.util.Optional;

/**
 * What somebody has handed in, as it is kept.
 *
 * @param isMine whether it is of whoever looks
 * @param address where it is looked at
 * @param task the word of the task that it was built for; empty if for none
 * @param outcome of its run; empty if it was not run
 */
public record Solved(
    String nickname, boolean isMine, String address, String task, Optional<Outcome> outcome,
    NetworkReading network) {}
