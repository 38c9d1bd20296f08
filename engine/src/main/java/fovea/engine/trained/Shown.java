package fovea.engine.trained;

import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Dataset;
import fovea.engine.tensor.Tensor;
import fovea.engine.train.Pictures;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Pictures of a set, again and again, each time changed by chance. They are drawn when they are first shown, some
 * ahead by all cores, since drawing takes longer than learning, and kept.
 */
final class Shown implements Pictures {

  private static final int AHEAD = 128;

  private final Dataset set;
  private final int epochs;
  private final Augmentation augmentation;
  private final long seed;
  private final int pictures;
  private final Map<Integer, Tensor> drawn = new ConcurrentHashMap<>();

  /** The first pictures of the set. */
  Shown(Dataset set, int pictures, int epochs, Augmentation augmentation, long seed) {
    this.set = set;
    this.epochs = epochs;
    this.augmentation = augmentation;
    this.seed = seed;
    this.pictures = pictures;
  }

  @Override
  public int count() {
    return Math.multiplyExact(pictures, epochs);
  }

  @Override
  public Tensor picture(int at) {
    int index = at % pictures;
    Tensor plain = plain(index);
    return augmentation.equals(Augmentation.NONE)
        ? plain
        : augmentation.of(plain, seed, at / pictures, index);
  }

  private Tensor plain(int index) {
    if (!drawn.containsKey(index)) {
      IntStream.range(index, Math.min(index + AHEAD, pictures)).parallel()
          .forEach(at -> drawn.put(at, set.image(at)));
    }
    return Objects.requireNonNull(drawn.get(index));
  }

  @Override
  public int label(int at) {
    return set.label(at % pictures);
  }
}
