package fovea.engine.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that held values which nobody reads any more, to be used again: memory that is still in the
 * cache is several times faster than memory that nobody has touched. Bounded in bytes; for many
 * threads.
 */
final class Buffers {

  private final long maxBytes;
  private final List<float[]> free = new ArrayList<>();
  private long bytes;

  Buffers(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** At least so many floats and at most twice as many, holding anything. */
  synchronized float[] take(int floats) {
    int best = -1;
    // From the end: what was given back last is most likely still in the cache.
    for (int i = free.size() - 1; i >= 0; i--) {
      int length = free.get(i).length;
      if (length >= floats && length / 2 <= floats
          && (best < 0 || length < free.get(best).length)) {
        best = i;
      }
    }
    if (best < 0) {
      return new float[floats];
    }
    float[] buffer = free.remove(best);
    bytes -= sizeBytes(buffer);
    return buffer;
  }

  /** Gives back an array that nobody reads or writes any more. */
  synchronized void give(float[] buffer) {
    free.add(buffer);
    bytes += sizeBytes(buffer);
    while (bytes > maxBytes) {
      bytes -= sizeBytes(free.removeFirst());
    }
  }

  private static long sizeBytes(float[] buffer) {
    return (long) Float.BYTES * buffer.length;
  }
}
