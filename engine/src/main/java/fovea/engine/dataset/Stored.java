package fovea.engine.dataset;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pictures that are kept, a byte for each of their numbers. */
public final class Stored implements Dataset {

  private final List<String> classes;
  private final Shape.Maps shape;
  private final List<byte[]> pictures;
  private final int[] labels;

  private Stored(Builder from) {
    this.classes = from.classes;
    this.shape = from.shape;
    this.pictures = List.copyOf(from.pictures);
    this.labels = from.labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A picture of numbers from 0 to 1 as it is kept, rounded to the nearest 255th. */
  public static byte[] pixels(Tensor picture) {
    float[] numbers = picture.data();
    byte[] pixels = new byte[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(Math.clamp(numbers[i], 0, 1) * 255);
    }
    return pixels;
  }

  /** Collects the pictures of a set, in their order. For one thread. */
  public static final class Builder {

    private final List<String> classes;
    private final Shape.Maps shape;
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    /** No picture yet of these classes and this shape. */
    public Builder(List<String> classes, Shape.Maps shape) {
      this.classes = List.copyOf(classes);
      this.shape = shape;
    }

    /**
     * Adds a picture.
     *
     * @param pixels C·H·W bytes, 0 to 255 without a sign; they are shared, not copied
     */
    public Builder add(int label, byte[] pixels) {
      if (pixels.length != shape.elements()) {
        throw new IllegalArgumentException(
            "expected %d bytes for %s but found %d"
                .formatted(shape.elements(), shape, pixels.length));
      }
      labels.add(Objects.checkIndex(label, classes.size()));
      pictures.add(pixels);
      return this;
    }

    /** The set of what was added. */
    public Stored build() {
      return new Stored(this);
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public Shape.Maps shape() {
    return shape;
  }

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void image(int index, float[] into, int from) {
    copy(pictures.get(index), into, from);
  }

  /** Writes a picture as it is kept as numbers from 0 to 1. */
  public static void copy(byte[] pixels, float[] into, int from) {
    for (int i = 0; i < pixels.length; i++) {
      into[from + i] = (pixels[i] & 0xFF) / 255f;
    }
  }
}
