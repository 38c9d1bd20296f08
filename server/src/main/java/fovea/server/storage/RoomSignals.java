package fovea.server.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * Tells whoever listens that a room has changed, once the change is kept. A signal only wakes: it may come
 * twice, or be lost with a server, and says nothing but where to look. Thread-safe.
 */
public final class RoomSignals implements JdbiConfig<RoomSignals> {

  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> messengers = new CopyOnWriteArrayList<>();

  /** Has this listener told the id of each room that changes, whoever changed it; it must not wait. */
  void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Has this one told only of what was changed here, for other servers. */
  void listenHere(Consumer<String> messenger) {
    messengers.add(messenger);
  }

  /** Tells it of this room when the transaction of this handle is committed. */
  static void afterCommit(Handle handle, String room) {
    handle.afterCommit(() -> handle.getConfig(RoomSignals.class).send(room));
  }

  private void send(String room) {
    messengers.forEach(messenger -> messenger.accept(room));
    fromOthers(room);
  }

  /** Tells of a room that another server has changed. */
  void fromOthers(String room) {
    listeners.forEach(listener -> listener.accept(room));
  }

  /** All handles of a database share one. */
  @Override
  public RoomSignals createCopy() {
    return this;
  }
}
