package fovea.engine.train;

import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Augmented;
import fovea.engine.dataset.Dataset;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures with a label each, to learn from or to be tested with. For many threads. */
public interface Pictures {

  /** How many there are. */
  int count();

  /** One of them, {@code [C, H, W]}, counted from 0. */
  Tensor picture(int at);

  /** Its class, counted from 0. */
  int label(int at);

  /** About how much making one of them is, in multiply-accumulates; 0 if they are there. */
  default long work() {
    return 0;
  }

  /** These as they are learned from in an epoch, counted from 0; mostly the same in all of them. */
  default Pictures ofEpoch(int epoch) {
    return this;
  }

  /** The pictures of a set that ends. */
  static Pictures of(Dataset set) {
    return of(set, Augmentation.NONE, 0);
  }

  /** The pictures of a set that ends, others of them in each epoch. */
  static Pictures of(Dataset set, Augmentation augmentation, long seed) {
    return new OfSet(set, augmentation, seed, set);
  }

  /** Pictures that are all in memory. */
  static Pictures of(List<Tensor> pictures, int[] labels) {
    if (pictures.size() != labels.length) {
      throw new IllegalArgumentException(
          "expected as many labels as there are pictures, %d, but found %d"
              .formatted(pictures.size(), labels.length));
    }
    return new InMemory(List.copyOf(pictures), labels.clone());
  }

  /** The pictures of a tensor {@code [N, C, H, W]}. */
  static Pictures of(Tensor images, int[] labels) {
    if (images.rank() != 4) {
      throw new IllegalArgumentException("expected pictures [N, C, H, W] but found " + images);
    }
    int size = images.dimension(0) == 0 ? 0 : images.size() / images.dimension(0);
    List<Tensor> pictures = new ArrayList<>();
    for (int n = 0; n < images.dimension(0); n++) {
      pictures.add(Tensor.of(Arrays.copyOfRange(images.data(), n * size, (n + 1) * size),
          images.dimension(1), images.dimension(2), images.dimension(3)));
    }
    return of(pictures, labels);
  }

  /**
   * Pictures of a set.
   *
   * @param set as it is
   * @param now as it is in the epoch
   */
  record OfSet(Dataset set, Augmentation augmentation, long seed,
      Dataset now) implements Pictures {

    /** Drawing a pixel costs about that many multiply-accumulates. */
    private static final long WORK = 500;

    @Override
    public int count() {
      return now.count();
    }

    @Override
    public Tensor picture(int at) {
      return now.image(at);
    }

    @Override
    public int label(int at) {
      return now.label(at);
    }

    @Override
    public long work() {
      return WORK * set.shape().height() * set.shape().width();
    }

    @Override
    public Pictures ofEpoch(int epoch) {
      return augmentation.equals(Augmentation.NONE)
          ? this
          : new OfSet(set, augmentation, seed, new Augmented(set, augmentation, seed, epoch));
    }
  }

  /** The pictures themselves. */
  final class InMemory implements Pictures {

    private final List<Tensor> pictures;
    private final int[] labels;

    private InMemory(List<Tensor> pictures, int[] labels) {
      this.pictures = pictures;
      this.labels = labels;
    }

    @Override
    public int count() {
      return labels.length;
    }

    @Override
    public Tensor picture(int at) {
      return pictures.get(at);
    }

    @Override
    public int label(int at) {
      return labels[at];
    }
  }
}
