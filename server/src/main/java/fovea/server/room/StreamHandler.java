package fovea.server.room;

import fovea.server.http.Refusal;
import fovea.server.storage.Room;
import fovea.server.storage.SeenStore.Visitor;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells a page when to look again. An event says no more than the number of the room, so nothing waits for
 * a page that does not read, and a page that slept needs one event only.
 */
final class StreamHandler {

  /** Less than the time after which a connection that is silent is closed. */
  private static final Duration BEAT = Duration.ofSeconds(5);
  /** As often as a page looks again at most. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Who hears of something asks at once; told one after the other, they leave room for what others do. */
  private static final int TOLD_A_SECOND = 1_500;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Browsers keep events without data to themselves. */
  private static final String SOMETHING = "-";

  private final Pulses pulses;
  private final Presence presence;
  private final AtomicInteger open = new AtomicInteger();

  StreamHandler(Pulses pulses, Presence presence) {
    this.pulses = pulses;
    this.presence = presence;
  }

  /** How many pages listen now. */
  int open() {
    return open.get();
  }

  /** {@code ?after=}: the number that the page shows; browsers that come back say the last that they heard. */
  void follow(SseClient client) {
    Room room = Rooms.of(client.ctx());
    String last = Objects.requireNonNullElse(client.ctx().header("Last-Event-ID"),
        Objects.requireNonNullElse(client.ctx().queryParam("after"), ""));
    long said = last.matches("\\d{1,18}") ? Long.parseLong(last) : room.number();
    // Whoever knows more than there is knows of a room before it was restored.
    long seen = said > room.number() ? -1 : said;
    Visitor visitor = new Visitor(room.id(), room.me().owner());
    open.incrementAndGet();
    presence.comes(visitor);
    try {
      while (!client.terminated()) {
        long now;
        try {
          now = pulses.await(room, seen, BEAT);
        } catch (Refusal notThere) {
          // What has changed is told as soon as the database can say it.
          client.sendEvent("beat", SOMETHING);
          Thread.sleep(PATIENCE);
          continue;
        }
        if (now == Pulses.GONE) {
          client.sendEvent("closed", SOMETHING);
        }
        if (now < 0) {
          return;
        }
        if (now == seen) {
          client.sendEvent("beat", SOMETHING);
        } else {
          seen = now;
          Thread.sleep(ThreadLocalRandom.current().nextLong(1 + open() * 1_000L / TOLD_A_SECOND));
          client.sendEvent("changed", Long.toString(now), Long.toString(now));
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
      presence.goes(visitor);
    }
  }
}
