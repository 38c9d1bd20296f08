package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.keeping;
import static fovea.engine.exercise.Layers.maxPool;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Network;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Extent;
import fovea.engine.reading.ReceptiveField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Networks to ask receptive fields about; the question is what a unit of the last layer sees. All
 * units there see as much, and never more than the picture.
 */
final class FieldDraw {

  private static final int MOST_LAYERS = 7;

  private final Draw draw;

  private FieldDraw(Draw draw) {
    this.draw = draw;
  }

  static Network of(int level, String name, Draw draw) {
    FieldDraw fields = new FieldDraw(draw);
    return Stream.generate(() -> level == 1
        ? fields.stack(name)
        : level == 2 ? fields.chain(name) : fields.special(name))
        .filter(growth -> growth.size() > 1 && growth.size() <= MOST_LAYERS
            && (level < 3 || growth.isSpecial()) && hasOneAnswer(growth))
        .findFirst().orElseThrow().network();
  }

  private static boolean hasOneAnswer(Growth growth) {
    ReceptiveField field = growth.reading().layers().getLast().field();
    return Arrays.stream(Axis.values()).allMatch(axis -> {
      Extent extent = field.along(axis);
      int side = growth.network().input().along(axis);
      return extent.isExact() && extent.size().equals(extent.smallest())
          && extent.size().compareTo(BigInteger.valueOf(side)) <= 0;
    });
  }

  private Growth begin(String name) {
    int side = draw.of(32, 48, 64, 96, 128, 224);
    return new Growth(name, new Maps(draw.of(1, 3), side, side));
  }

  /** Two or three convolutions that go on by one cell. */
  private Growth stack(String name) {
    Growth growth = begin(name);
    for (int layers = draw.between(2, 3); layers > 0; layers--) {
      int kernel = draw.of(3, 3, 5, 7);
      growth.add("conv", conv(channels(), kernel, 1, draw.percent(70) ? kernel / 2 : 0));
    }
    return growth;
  }

  /** Convolutions and pools, some with strides. */
  private Growth chain(String name) {
    Growth growth = begin(name);
    plain(growth, draw.of(1, 2));
    for (int layers = draw.between(1, 4); layers > 0; layers--) {
      if (draw.percent(40)) {
        growth.add("pool", draw.of(List.<Layer>of(maxPool(2, 2, 0, false),
            maxPool(3, 2, 1, false))));
      } else {
        plain(growth, draw.of(1, 1, 2));
      }
    }
    return growth;
  }

  private void plain(Growth growth, int stride) {
    int kernel = draw.of(3, 3, 5, 7);
    growth.add("conv", conv(channels(), kernel, stride, kernel / 2));
  }

  /** Kernels with gaps, kernels that are not square, paths that meet. */
  private Growth special(String name) {
    Growth growth = begin(name);
    plain(growth, draw.of(1, 1, 2));
    for (int layers = draw.between(1, 3); layers > 0; layers--) {
      int channels = channels();
      switch (draw.between(1, 5)) {
        case 1 -> growth.add("conv",
            keeping(channels, Pair.of(draw.of(3, 5)), draw.of(2, 3, 4)));
        case 2 -> growth.add("conv", keeping(channels, draw.of(List.of(
            new Pair(1, 7), new Pair(7, 1), new Pair(3, 5), new Pair(5, 3))), 1));
        case 3 -> growth.join("cat", new Concat(), List.of(
            keeping(channels, Pair.of(draw.of(1, 3)), 1),
            keeping(channels(), Pair.of(draw.of(5, 7)), 1)));
        case 4 -> growth.join("add", new Add(), List.of(
            keeping(channels, Pair.of(3), 1), keeping(channels, Pair.of(3), draw.of(2, 3))));
        default -> growth.add("pool", maxPool(2, 2, 0, false));
      }
    }
    if (draw.percent(50)) {
      plain(growth, 1);
    }
    return growth;
  }

  private int channels() {
    return draw.of(8, 16, 24, 32);
  }
}
