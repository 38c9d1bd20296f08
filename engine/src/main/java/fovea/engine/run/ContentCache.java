package fovea.engine.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers values under the words for their content, so that nothing is computed twice: a layer's
 * values, and weights packed for a kernel. Bounded in bytes; what was used longest ago goes first.
 * For many threads.
 */
final class ContentCache {

  /** Something that knows how much memory it takes. */
  interface Sized {

    /** The memory it takes. */
    long bytes();
  }

  private final long maxBytes;
  private final Map<String, Sized> values = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  ContentCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized <V extends Sized> @Nullable V get(String key, Class<V> type) {
    return type.cast(values.get(key));
  }

  /** Remembers a value, unless it is larger than the whole cache. */
  synchronized void put(String key, Sized value) {
    if (value.bytes() > maxBytes) {
      return;
    }
    Sized before = values.put(key, value);
    bytes += value.bytes() - (before == null ? 0 : before.bytes());
    var eldest = values.values().iterator();
    while (bytes > maxBytes) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
