package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.keeping;
import static fovea.engine.exercise.Layers.linear;
import static fovea.engine.exercise.Layers.maxPool;
import static fovea.engine.exercise.Layers.transposed;
import static fovea.engine.exercise.Layers.with;

import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Network;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import java.util.List;
import java.util.stream.Stream;

/** Networks to count parameters of; the question is how many the last layer has. */
final class ParameterDraw {

  private static final long MOST = 5_000_000;

  private final Draw draw;

  private ParameterDraw(Draw draw) {
    this.draw = draw;
  }

  static Network of(int level, String name, Draw draw) {
    ParameterDraw parameters = new ParameterDraw(draw);
    return Stream.generate(() -> level == 1
        ? parameters.single(name)
        : level == 2 ? parameters.behindOthers(name) : parameters.special(name))
        .filter(growth -> growth.size() > (level == 1 ? 0 : 1) && asksForSome(growth))
        .findFirst().orElseThrow().network();
  }

  private static boolean asksForSome(Growth growth) {
    long count = growth.reading().layers().getLast().cost().parameterCount().value();
    return count > 0 && count <= MOST;
  }

  /** One convolution with a bias. */
  private Growth single(String name) {
    int side = draw.of(8, 16, 28, 32, 56, 64, 112, 224);
    return new Growth(name, new Maps(draw.of(1, 3, 3, 6, 8, 16, 32, 64), side, side))
        .add("conv", keeping(channels(), Pair.of(draw.of(1, 3, 3, 5, 7)), 1));
  }

  /** A convolution, or a Linear, that reads what others give. */
  private Growth behindOthers(String name) {
    int side = draw.of(16, 24, 28, 32, 48, 64);
    Growth growth = new Growth(name, new Maps(draw.of(1, 3), side, side))
        .add("conv", conv(channels(), draw.of(3, 5), draw.of(1, 2), draw.between(0, 2)));
    if (draw.percent(60)) {
      growth.add("pool", maxPool(2, 2, 0, false));
    }
    return draw.percent(30)
        ? growth.add("flatten", new Flatten()).add("fc", linear(draw.of(10, 64, 84, 100, 120)))
        : growth.add("conv", with(conv(channels(), draw.of(1, 3, 3, 5), draw.of(1, 2), 0), 1,
            draw.percent(70)));
  }

  /** Groups, kernels that are not square, joined maps, and layers that are seldom counted. */
  private Growth special(String name) {
    int side = draw.of(16, 28, 32, 56);
    int between = draw.of(8, 16, 32, 64, 128);
    Growth growth = new Growth(name, new Maps(draw.of(1, 3), side, side));
    if (draw.percent(80)) {
      growth.add("conv", keeping(between, Pair.of(3), 1));
    }
    boolean hasBias = draw.percent(70);
    return switch (draw.between(1, 6)) {
      case 1 -> growth.add("conv",
          with(keeping(between * draw.of(1, 2), Pair.of(3), 1), draw.of(2, 4, 8), hasBias));
      case 2 -> growth.add("conv",
          with(keeping(between, Pair.of(draw.of(3, 5)), 1), between, hasBias));
      case 3 -> growth.add("conv",
          with(keeping(channels(), draw.of(List.of(new Pair(1, 7), new Pair(7, 1),
              new Pair(3, 5), new Pair(5, 3))), draw.of(1, 2)), 1, hasBias));
      case 4 -> growth.add("up", transposed(channels(), draw.of(2, 4), 2, 0, 0));
      case 5 -> growth.join("cat", new Concat(), List.of(
          keeping(channels(), Pair.of(1), 1), keeping(channels(), Pair.of(3), 1)))
          .add("conv", with(keeping(channels(), Pair.of(draw.of(1, 3)), 1), 1, hasBias));
      default -> growth.add("bn", new BatchNorm2d(1e-5));
    };
  }

  private int channels() {
    return draw.of(4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128);
  }
}
