package fovea.server.storage;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Values that were made lately, so that what one edit needs again and again is made once. Whatever is
 * made must depend on its key alone. The ones not used for longest go when all together weigh too
 * much, but for the newest. Thread-safe.
 */
public final class Recent<K, V> {

  private final long most;
  private final ToLongFunction<V> weight;
  private final Function<K, V> make;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long total;

  /**
   * Keeps values of that weight together at most.
   *
   * @param weight of a value, in the same unit
   * @param make makes the value of a key
   */
  public Recent(long most, ToLongFunction<V> weight, Function<K, V> make) {
    this.most = most;
    this.weight = weight;
    this.make = make;
  }

  /** The value of that key, made if it is not there. */
  public V of(K key) {
    synchronized (values) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    // Two may make the same at once; that costs less than one waiting for another's.
    V made = make.apply(key);
    long weighs = weight.applyAsLong(made);
    synchronized (values) {
      if (values.putIfAbsent(key, made) == null) {
        total += weighs;
        forget();
      }
    }
    return made;
  }

  private void forget() {
    Iterator<V> oldest = values.values().iterator();
    while (total > most && values.size() > 1) {
      total -= weight.applyAsLong(oldest.next());
      oldest.remove();
    }
  }
}
