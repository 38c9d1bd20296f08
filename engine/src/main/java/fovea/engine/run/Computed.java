package fovea.engine.run;

import fovea.engine.kernel.volume.Volume;

/**
 * A layer's values, and how they came to be.
 *
 * @param volume the values
 * @param nanos how long they took
 * @param kernel how they were computed, in words
 */
record Computed(Volume volume, long nanos, String kernel) implements ContentCache.Sized {

  @Override
  public long bytes() {
    return volume.bytes();
  }
}
