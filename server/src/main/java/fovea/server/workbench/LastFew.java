package fovea.server.workbench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last few things that were computed, each under a word for all that it depends on. Thread-safe. */
final class LastFew<V> {

  private final Map<String, V> values;

  LastFew(int most) {
    this.values = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }

  /** What stands under that word, if it is still known. */
  synchronized Optional<V> find(String word) {
    return Optional.ofNullable(values.get(word));
  }

  /** Keeps it in place of what has not been asked for in longest. */
  synchronized V keep(String word, V value) {
    values.put(word, value);
    return value;
  }
}
