package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.avgPool;
import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.keeping;
import static fovea.engine.exercise.Layers.maxPool;
import static fovea.engine.exercise.Layers.transposed;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import java.util.List;
import java.util.stream.Stream;

/** Networks to ask shapes about; the question is what the last layer gives. */
final class ShapeDraw {

  private final Draw draw;

  private ShapeDraw(Draw draw) {
    this.draw = draw;
  }

  static Network of(int level, String name, Draw draw) {
    ShapeDraw shapes = new ShapeDraw(draw);
    return Stream.generate(() -> level == 1
        ? shapes.single(name)
        : level == 2 ? shapes.chain(name) : shapes.special(name))
        .filter(growth -> growth.size() >= level && hasConvolution(growth.network())
            && (level != 2 || isStrided(growth.network()))
            && (level != 3 || growth.isSpecial()))
        .findFirst().orElseThrow().network();
  }

  /** One convolution. */
  private Growth single(String name) {
    int side = draw.of(8, 12, 14, 16, 20, 24, 28, 32, 48, 56, 64, 96, 112, 128, 224);
    int kernel = draw.of(3, 5, 7);
    return new Growth(name, new Maps(draw.of(1, 3, 8, 16, 32, 64), side, side))
        .add("conv", conv(channels(), kernel, 1, draw.between(0, kernel / 2)));
  }

  /** Several convolutions and pools with strides. */
  private Growth chain(String name) {
    int side = draw.between(20, 224);
    Growth growth = new Growth(name, new Maps(draw.of(1, 3), side, side));
    for (int layers = draw.between(2, 4); layers > 0; layers--) {
      plain(growth);
    }
    return growth;
  }

  private void plain(Growth growth) {
    if (draw.percent(60)) {
      int kernel = draw.of(3, 3, 5, 7);
      growth.add("conv",
          conv(channels(), kernel, draw.of(1, 2, 2, 3), draw.between(0, kernel / 2)));
    } else {
      growth.add("pool", draw.of(List.<Layer>of(maxPool(2, 2, 0, false), maxPool(3, 2, 0, false),
          maxPool(3, 2, 1, false), avgPool(2, 2))));
    }
  }

  /** Something that windows do seldom, between layers that are usual. */
  private Growth special(String name) {
    int height = draw.between(24, 128);
    boolean isSquare = draw.percent(60);
    Growth growth = new Growth(name,
        new Maps(draw.of(1, 3, 16), height, isSquare ? height : draw.between(24, 128)));
    plain(growth);
    switch (draw.between(1, 6)) {
      case 1 -> {
        int kernel = draw.of(3, 5);
        growth.add("conv", conv(channels(), Pair.of(kernel), Pair.of(draw.of(1, 2)),
            Pair.of(draw.between(0, 2)), draw.of(2, 3)));
      }
      case 2 -> growth.add("conv", conv(channels(), rectangle(), new Pair(draw.of(1, 2), 1),
          new Pair(draw.between(0, 1), draw.between(0, 2)), 1));
      case 3 -> growth.add("pool",
          maxPool(draw.of(2, 3), draw.of(2, 2, 3), draw.between(0, 1), true));
      case 4 -> {
        int kernel = draw.of(2, 3, 4);
        growth.add("up", transposed(channels(), kernel, 2, draw.between(0, kernel / 2),
            draw.between(0, 1)));
      }
      case 5 -> growth.join("cat", new Concat(), List.of(
          keeping(channels(), Pair.of(1), 1), keeping(channels(), Pair.of(draw.of(3, 5)), 1)));
      default -> {
        int channels = channels();
        growth.join("add", new Add(), List.of(
            keeping(channels, Pair.of(3), 1), keeping(channels, Pair.of(draw.of(1, 5)), 1)));
      }
    }
    plain(growth);
    return growth;
  }

  private Pair rectangle() {
    return draw.of(List.of(new Pair(1, 7), new Pair(7, 1), new Pair(3, 5), new Pair(5, 3),
        new Pair(2, 3), new Pair(4, 3)));
  }

  private int channels() {
    return draw.of(4, 6, 8, 10, 16, 24, 32, 48, 64, 96, 128);
  }

  private static boolean hasConvolution(Network network) {
    return network.nodes().stream().map(Node::layer).anyMatch(
        layer -> layer instanceof Conv2d || layer instanceof ConvTranspose2d);
  }

  private static boolean isStrided(Network network) {
    return network.nodes().stream().map(Node::layer).anyMatch(
        layer -> layer instanceof Windowed windowed && windowed.window().stride().height() > 1);
  }
}
