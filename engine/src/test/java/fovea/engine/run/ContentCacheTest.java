package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContentCacheTest {

  private record Value(long bytes, long nanos) implements ContentCache.Sized {}

  private final ContentCache cache = new ContentCache(100);

  @Test
  void whatWasCheapForItsSizeGoesFirst() {
    cache.put("dear", new Value(40, 4_000));
    cache.put("cheap", new Value(40, 40));
    cache.put("another", new Value(40, 400));

    assertNotNull(cache.get("dear", Value.class));
    assertNull(cache.get("cheap", Value.class));
    assertNotNull(cache.get("another", Value.class));
  }

  @Test
  void ofEqualWorthTheOneThatWasNotAskedForGoesFirst() {
    cache.put("asked for", new Value(40, 400));
    cache.put("forgotten", new Value(40, 400));
    assertNotNull(cache.get("asked for", Value.class));
    cache.put("new", new Value(40, 400));

    assertNotNull(cache.get("asked for", Value.class));
    assertNull(cache.get("forgotten", Value.class));
  }

  @Test
  void whatWasDearGoesInTheEndIfNobodyAsksForIt() {
    cache.put("dear", new Value(40, 4_000));
    for (int i = 0; i < 100; i++) {
      cache.put("cheap" + i, new Value(40, 400));
    }

    assertNull(cache.get("dear", Value.class));
  }

  @Test
  void itStaysWithinItsBytes() {
    for (int i = 0; i < 50; i++) {
      cache.put("value" + i % 7, new Value(1 + i, i));
    }
    assertTrue(cache.bytes() <= 100);

    cache.put("larger than all", new Value(101, 1));
    assertNull(cache.get("larger than all", Value.class));
  }
}
