package fovea.engine.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers values under the words for their content, so that nothing is computed twice: a layer's
 * values, and weights packed for a kernel. Bounded in bytes; what is worth least goes first, which is
 * what was cheap to compute for its size and has not been asked for in a long time. For many threads.
 *
 * @see <a href="https://www.usenix.org/legacy/publications/library/proceedings/usits97/cao.html">Cao,
 *     Irani: Cost-Aware WWW Proxy Caching Algorithms</a>, GreedyDual-Size
 */
final class ContentCache {

  /** Something that knows how much memory it takes and what it cost. */
  interface Sized {

    /** The memory it takes. */
    long bytes();

    /** The time it took to compute. */
    long nanos();
  }

  /** A value under its word; its worth is what it costs a byte, above the worth of all that went. */
  private record Entry(String key, Sized value, double worth, long age) {}

  private final long maxBytes;
  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byWorth = new TreeSet<>(
      Comparator.comparingDouble(Entry::worth).thenComparingLong(Entry::age));
  private double worthOfLastToGo;
  private long clock;
  private long bytes;

  ContentCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized <V extends Sized> @Nullable V get(String key, Class<V> type) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    remove(entry);
    add(key, entry.value);
    return type.cast(entry.value);
  }

  /** Remembers a value, unless it is larger than the whole cache. */
  synchronized void put(String key, Sized value) {
    if (value.bytes() > maxBytes) {
      return;
    }
    Entry before = entries.get(key);
    if (before != null) {
      remove(before);
    }
    while (bytes + value.bytes() > maxBytes) {
      Entry least = byWorth.getFirst();
      worthOfLastToGo = least.worth;
      remove(least);
    }
    add(key, value);
  }

  private void add(String key, Sized value) {
    double worth = worthOfLastToGo + value.nanos() / (1.0 + value.bytes());
    Entry entry = new Entry(key, value, worth, clock++);
    entries.put(key, entry);
    byWorth.add(entry);
    bytes += value.bytes();
  }

  private void remove(Entry entry) {
    entries.remove(entry.key);
    byWorth.remove(entry);
    bytes -= entry.value.bytes();
  }

  synchronized long bytes() {
    return bytes;
  }
}
