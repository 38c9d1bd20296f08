package fovea.engine.dataset;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * A set that ends, each picture of which is made once, when it is first asked for, and kept as bytes from then on:
 * drawing one takes as long as learning from it. Its pictures have to be 255ths already, or they are rounded.
 */
public final class Remembered implements Derived {

  private final Dataset of;
  private final int[] labels;
  private final AtomicReferenceArray<byte[]> pictures;

  public Remembered(Dataset of) {
    this.of = of;
    this.labels = IntStream.range(0, of.count()).map(of::label).toArray();
    this.pictures = new AtomicReferenceArray<>(labels.length);
  }

  /** What all pictures of a set will take. */
  public static long bytes(Dataset set) {
    return Math.multiplyExact(set.count(), set.shape().elements());
  }

  @Override
  public Dataset of() {
    return of;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void image(int index, float[] into, int from) {
    byte[] pixels = pictures.get(index);
    if (pixels == null) {
      pixels = Stored.pixels(of.image(index));
      pictures.set(index, pixels);
    }
    Stored.copy(pixels, into, from);
  }
}
