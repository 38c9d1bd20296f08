package fovea.engine;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Small networks that go apart and meet again, of all layers that move over the picture, the same for
 * the same seed. Every argument of every axis is drawn by itself.
 */
public final class BranchingNetworks {

  private static final int MOST_CELLS = 40;

  private final Random random;
  private NetworkReading drawn;

  private BranchingNetworks(long seed) {
    random = new Random(seed);
    Maps input = new Maps(2, between(5, 24), between(5, 24));
    drawn = NetworkReading.of(new Network("branching-" + seed, input, List.of()));
  }

  /** The network of that seed. */
  public static Network legal(long seed) {
    return new BranchingNetworks(seed).draw();
  }

  private Network draw() {
    int layers = between(3, 9);
    for (int attempt = 0; attempt < 60 && drawn.network().nodes().size() < layers; attempt++) {
      if (random.nextInt(3) == 0) {
        meet(any(), any());
      } else {
        add(moving(), List.of(random.nextInt(3) == 0 ? any() : last()));
      }
    }
    return drawn.network();
  }

  /** Paths of other sizes are pooled to the same one first, now and then. */
  private void meet(String one, String other) {
    Maps here = (Maps) drawn.shapeOf(one);
    Maps there = (Maps) drawn.shapeOf(other);
    boolean isSpread = there.height() * there.width() == 1;
    String met = other;
    if (!isSpread && (here.height() != there.height() || here.width() != there.width())) {
      if (random.nextInt(3) > 0
          || !add(new AdaptiveAvgPool2d(
              new OutputSize(here.height(), here.width())), List.of(other))) {
        return;
      }
      met = last();
    }
    Layer join = isSpread || random.nextBoolean()
        ? random.nextBoolean() ? new Add() : new Multiply()
        : new Concat();
    add(join, List.of(one, met));
  }

  private Layer moving() {
    return switch (between(0, 9)) {
      case 0, 1, 2 -> layer("Conv2d", Map.of("out_channels", 2, "kernel_size", pair(1, 4), "stride",
          pair(1, 3), "padding", pair(0, 3), "dilation", pair(1, 3), "padding_mode",
          List.of("zeros", "reflect", "replicate", "circular").get(between(0, 3))));
      case 3 -> layer("Conv2d", Map.of("out_channels", 2, "kernel_size", pair(1, 4), "padding",
          "same", "dilation", pair(1, 3)));
      case 4 -> layer("MaxPool2d", Map.of("kernel_size", pair(2, 4), "stride", pair(1, 3),
          "padding", pair(0, 1), "dilation", pair(1, 2), "ceil_mode", random.nextBoolean()));
      case 5 -> layer("AvgPool2d", Map.of("kernel_size", pair(2, 4), "stride", pair(1, 3),
          "padding", pair(0, 1), "ceil_mode", random.nextBoolean()));
      case 6 -> layer("Upsample", Map.of("scale_factor", pair(1, 3), "mode",
          random.nextBoolean() ? "nearest" : "bilinear"));
      case 7, 8 -> layer("ConvTranspose2d", Map.of("out_channels", 2, "kernel_size", pair(1, 4),
          "stride", pair(1, 3), "padding", pair(0, 2), "dilation", pair(1, 3)));
      default -> layer("AdaptiveMaxPool2d", Map.of("output_size", pair(2, 12)));
    };
  }

  private static Layer layer(String type, Map<String, Object> values) {
    return LayerType.all().stream().filter(it -> it.name().equals(type)).findFirst().orElseThrow()
        .create(values);
  }

  private boolean add(Layer layer, List<String> inputs) {
    List<Node> nodes = new ArrayList<>(drawn.network().nodes());
    nodes.add(new Node("n" + nodes.size(), inputs, layer));
    NetworkReading longer = NetworkReading.of(drawn.network().with(nodes));
    boolean fits = longer.isLegal()
        && longer.layers().getLast().output() instanceof Maps(int channels, int height, int width)
        && channels <= 16 && height <= MOST_CELLS && width <= MOST_CELLS;
    drawn = fits ? longer : drawn;
    return fits;
  }

  private String last() {
    return drawn.network().nodes().isEmpty()
        ? Node.INPUT
        : drawn.network().nodes().getLast().id();
  }

  private String any() {
    int place = random.nextInt(drawn.network().nodes().size() + 1);
    return place == 0 ? Node.INPUT : drawn.network().nodes().get(place - 1).id();
  }

  private List<Integer> pair(int least, int most) {
    return List.of(between(least, most), between(least, most));
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
