package fovea.engine.dataset;

import java.util.stream.IntStream;

/**
 * The same pictures with their pixels in another order, the same for all of them and for each channel:
 * nothing is lost but who was whose neighbour.
 */
public final class Permuted implements Derived {

  private final Dataset of;

  /** For each place the one from which its pixel comes, both y·W + x. */
  private final int[] sources;

  /** The order that the seed gives. */
  public Permuted(Dataset of, long seed) {
    this.of = of;
    this.sources = IntStream.range(0,
        Math.multiplyExact(of.shape().height(), of.shape().width())).toArray();
    Chance.of(seed).shuffle(sources);
  }

  @Override
  public Dataset of() {
    return of;
  }

  @Override
  public void image(int index, float[] into, int from) {
    float[] ordered = of.image(index).data();
    for (int plane = 0; plane < ordered.length; plane += sources.length) {
      for (int i = 0; i < sources.length; i++) {
        into[from + plane + i] = ordered[plane + sources[i]];
      }
    }
  }
}
