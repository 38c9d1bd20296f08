package fovea.engine.experiment;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Framed;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.Subset;
import fovea.engine.tensor.Tensor;
import fovea.engine.train.Pictures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures of an arm.
 *
 * @param motif what is drawn
 * @param side of a drawing, in pixels, at least 16
 * @param margin of a dark frame around it, in which it can be moved
 * @param training how many pictures are learned from
 * @param change what is done to them
 */
public record Material(Motif motif, int side, int margin, int training, Change change) {

  /** How many pictures a network is tested with: a tenth of a percent is one of them. */
  static final int VALIDATION = 1_000;

  /** The pictures that are learned from. */
  Pictures training(int seed) {
    return kept(split(seed, 0).training());
  }

  /** As many of those as it is tested with, or all. */
  Pictures learned(int seed) {
    Dataset all = split(seed, 0).training();
    return kept(Subset.of(all, IntStream.range(0, Math.min(training, VALIDATION))));
  }

  /** Pictures that nobody has learned from, moved by so many pixels. */
  Pictures validation(int seed, int shift) {
    return kept(split(seed, shift).validation());
  }

  /** What they are called. */
  List<String> classes() {
    return whole(0, 0).classes();
  }

  /** One of those. */
  Tensor unseen(int seed) {
    return split(seed, 0).validation().image(0);
  }

  /** The memory of one part while it is in use: the larger one. */
  long bytes() {
    Dataset drawn = whole(0, 0);
    return Math.multiplyExact(
        Math.max(training, VALIDATION), Math.multiplyExact(Float.BYTES, drawn.shape().elements()));
  }

  private Split split(int seed, int shift) {
    return Split.ofEndless(whole(seed, shift), training, VALIDATION);
  }

  private Dataset whole(int seed, int shift) {
    Dataset drawn = motif.drawn(side, seed);
    return change.of(margin == 0 ? drawn : new Framed(drawn, margin, shift), seed);
  }

  /** Drawn once, since they are learned from many times. */
  private static Pictures kept(Dataset set) {
    List<Tensor> pictures = IntStream.range(0, set.count()).parallel().mapToObj(set::image)
        .toList();
    return Pictures.of(pictures, IntStream.range(0, set.count()).map(set::label).toArray());
  }
}
