package fovea.web.room;

import fovea.engine.exercise.Outcome;
import fovea.engine.reading.NetworkReading;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A student on the board, as they are kept.
 *
 * @param id how the room calls them
 * @param hasNoPage whether they have closed all pages of the room
 * @param handAt when they raised their hand, in milliseconds since 1970; 0 if they did not
 * @param message to them alone; empty if there is none
 * @param answer to the room's question; empty if they gave none
 * @param task the word of the design task that their network was started for; empty if for none
 * @param outcome of the run of their network as it is; empty if it was not run yet
 * @param address where their network is looked at; empty if they show none
 * @param network what is known of it
 * @param changedAt when it was changed last
 */
public record Seat(
    String id, String nickname, boolean hasNoPage, long handAt, String message, String answer,
    String task, Optional<Outcome> outcome, String address, @Nullable NetworkReading network,
    @Nullable Instant changedAt) {}
