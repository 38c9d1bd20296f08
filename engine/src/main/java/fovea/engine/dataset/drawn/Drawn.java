package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.dataset.Dataset;
import fovea.engine.network.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set without end. Each run of as many pictures as there are classes, counted from place 0, has every
 * class once, in an order of chance. Sines are {@link StrictMath}'s, so that no machine draws otherwise.
 */
abstract sealed class Drawn implements Dataset permits Shapes, Strokes, Places {

  /** Smaller ones would not be told apart. */
  static final int SMALLEST_SIDE = 16;

  private static final int LABELS = 1;
  private static final int PICTURES = 2;

  private final List<String> classes;
  private final Shape.Maps shape;
  private final long seed;

  /**
   * A set of pictures.
   *
   * @throws IllegalArgumentException if a side is below 16
   */
  Drawn(List<String> classes, Shape.Maps shape, long seed) {
    if (Math.min(shape.height(), shape.width()) < SMALLEST_SIDE) {
      throw new IllegalArgumentException("expected sides of at least 16 but found " + shape);
    }
    this.classes = List.copyOf(classes);
    this.shape = shape;
    this.seed = seed;
  }

  /** Writes a picture of the class from {@code into[from]} on: C·H·W numbers, about 0 to 1. */
  abstract void draw(Chance chance, int label, float[] into, int from);

  @Override
  public final List<String> classes() {
    return classes;
  }

  @Override
  public final Shape.Maps shape() {
    return shape;
  }

  @Override
  public final int count() {
    return ENDLESS;
  }

  @Override
  public final int label(int index) {
    int[] order = IntStream.range(0, classes.size()).toArray();
    Chance.of(seed, LABELS, index / order.length).shuffle(order);
    return order[index % order.length];
  }

  /** As bytes would keep it, so that a page shows just what is learned from. */
  @Override
  public final void image(int index, float[] into, int from) {
    int end = from + Math.toIntExact(shape.elements());
    draw(Chance.of(seed, PICTURES, index), label(index), into, from);
    for (int i = from; i < end; i++) {
      into[i] = Math.round(Math.clamp(into[i], 0, 1) * 255) / 255f;
    }
  }
}
