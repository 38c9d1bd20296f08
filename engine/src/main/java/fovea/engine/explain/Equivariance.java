package fovea.engine.explain;

import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Extent;
import fovea.engine.reading.Fraction;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a layer moves with the picture: f(shift(x)) against shift(f(x)). A shift of the picture by
 * whole jumps of a layer shifts its maps by whole cells; where it is no multiple of the jump, strides
 * and pooling break it, and near the border what comes in from outside does. Features have no place
 * to move to: theirs is f(shift(x)) against f(x).
 *
 * @param layer the layer's id
 * @param down how many cells the layer's maps move for this shift of the picture; a fraction where
 *     the stride breaks it
 * @param across the same for columns
 * @param difference the largest |f(shift(x)) − shift(f(x))| in parts of the layer's largest value;
 *     the maps are shifted by the nearest whole cell
 * @param inside the same over the cells that see neither a border nor what came in from outside; 0
 *     for as good as none where the layer is equivariant
 * @param cells how many cells that are, of one map; without any {@code inside} is 0
 * @param map the map that holds the largest difference
 */
public record Equivariance(String layer, double down, double across, double difference,
    double inside, long cells, int map) {

  /** Below this part of a layer's largest value two numbers differ by rounding only. */
  public static final double ROUNDING = 1e-5;

  /** Whether the picture's shift is a whole number of this layer's cells. */
  public boolean isWhole() {
    return down == Math.rint(down) && across == Math.rint(across);
  }

  /**
   * Compares every layer.
   *
   * @param still the values on the picture, of all layers
   * @param moved the values on the picture that {@link #shift} has moved
   * @param dy how many pixels it was moved down
   * @param dx how many to the right
   */
  public static List<Equivariance> of(
      NetworkReading network, Activations still, Activations moved, int dy, int dx) {
    return network.layers().stream().map(layer -> {
      Tensor before = still.tensor(layer.id());
      Tensor after = moved.tensor(layer.id());
      return switch (layer.output()) {
        case Maps _ -> compare(network.network().input(), layer, before, after, dy, dx);
        case Features _ -> new Equivariance(layer.id(), 0, 0,
            largest(before, after) / scale(before), 0, 0, 0);
      };
    }).toList();
  }

  /** A tensor {@code [C, H, W]} moved down and to the right, zeros coming in. */
  public static Tensor shift(Tensor maps, int dy, int dx) {
    int height = maps.dimension(1);
    int width = maps.dimension(2);
    float[] shifted = new float[maps.size()];
    for (int i = 0; i < shifted.length; i++) {
      int y = i / width % height - dy;
      int x = i % width - dx;
      if (y >= 0 && y < height && x >= 0 && x < width) {
        shifted[i] = maps.data()[i - dy * width - dx];
      }
    }
    return Tensor.of(shifted, maps.shape());
  }

  /**
   * One map to look at, as {@code [3, H, W]}: f(shift(x)), shift(f(x)), and the first less the second.
   *
   * @param still this layer's maps on the picture
   * @param moved this layer's maps on the moved picture
   */
  public Tensor sideBySide(Tensor still, Tensor moved, int map) {
    int height = still.dimension(1);
    int width = still.dimension(2);
    int cells = height * width;
    Tensor one = Tensor.of(
        Arrays.copyOfRange(still.data(), map * cells, (map + 1) * cells), 1, height, width);
    float[] expected = shift(one, (int) Math.rint(down), (int) Math.rint(across)).data();
    float[] all = new float[3 * cells];
    for (int i = 0; i < cells; i++) {
      all[i] = moved.data()[map * cells + i];
      all[cells + i] = expected[i];
      all[2 * cells + i] = all[i] == expected[i] ? 0 : all[i] - expected[i];
    }
    return Tensor.of(all, 3, height, width);
  }

  private static Equivariance compare(
      Maps picture, LayerReading layer, Tensor still, Tensor moved, int dy, int dx) {
    ReceptiveField field = layer.field();
    double down = cells(dy, field.vertical().jump());
    double across = cells(dx, field.horizontal().jump());
    Tensor expected = shift(still, (int) Math.rint(down), (int) Math.rint(across));
    int width = still.dimension(2);
    boolean[] rows = seeNoBorder(field.vertical(), still.dimension(1), picture.height(), dy);
    boolean[] columns = seeNoBorder(field.horizontal(), width, picture.width(), dx);
    double difference = 0;
    double inside = 0;
    long cells = 0;
    int furthest = 0;
    for (int i = 0; i < moved.size(); i++) {
      double off = Change.between(moved.data()[i], expected.data()[i]);
      if (off > difference) {
        difference = off;
        furthest = i;
      }
      if (!field.seesAll() && rows[i / width % rows.length] && columns[i % width]) {
        inside = Math.max(inside, off);
        cells++;
      }
    }
    double scale = scale(still);
    return new Equivariance(layer.id(), down, across, difference / scale, inside / scale,
        cells / moved.dimension(0), furthest / (rows.length * width));
  }

  private static double largest(Tensor a, Tensor b) {
    double largest = 0;
    for (int i = 0; i < a.size(); i++) {
      largest = Math.max(largest, Change.between(a.data()[i], b.data()[i]));
    }
    return largest;
  }

  /** A layer's largest value, by which differences are measured. */
  private static double scale(Tensor values) {
    double largest = 0;
    for (float value : values.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 ? 1 : largest;
  }

  /** How far maps move; not at all where all units see the same. */
  private static double cells(int pixels, Fraction jump) {
    return jump.toDouble() == 0 ? 0 : pixels / jump.toDouble();
  }

  /** For each row, whether it and the one that it was before lie wholly on the picture. */
  private static boolean[] seeNoBorder(Extent field, int rows, int height, int dy) {
    BigInteger top = BigInteger.valueOf(Math.max(0, dy));
    BigInteger bottom = BigInteger.valueOf(height - 1L + Math.min(0, dy));
    boolean[] inside = new boolean[rows];
    for (int y = 0; y < rows; y++) {
      inside[y] = field.seenBy(y)
          .map(seen -> seen.first().compareTo(top) >= 0 && seen.last().compareTo(bottom) <= 0)
          .orElse(true);
    }
    return inside;
  }
}
