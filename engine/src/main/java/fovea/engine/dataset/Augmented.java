package fovea.engine.dataset;

/**
 * A set as it is seen in one epoch, each picture changed by chance; with nothing but a shift, the set that
 * shows who minds where things are.
 */
public record Augmented(Dataset of, Augmentation augmentation, long seed,
    int epoch) implements Derived {

  @Override
  public void image(int index, float[] into, int from) {
    float[] changed = augmentation.of(of.image(index), seed, epoch, index).data();
    System.arraycopy(changed, 0, into, from, changed.length);
  }
}
