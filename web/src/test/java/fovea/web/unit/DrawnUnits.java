package fovea.web.unit;

import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.explain.UnitTrace;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.web.workbench.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Units of layers that take windows, drawn at random. */
final class DrawnUnits {

  private static final List<String> TYPES = List.of("Conv2d", "LocallyConnected2d", "MaxPool2d",
      "AvgPool2d", "ConvTranspose2d");

  private DrawnUnits() {}

  /** The next unit, of a layer with one window; empty where what was drawn is no network. */
  static Optional<TracedUnit> draw(Random random) {
    LayerType type = LayerType.named(TYPES.get(random.nextInt(TYPES.size()))).orElseThrow();
    StringBuilder arguments = new StringBuilder();
    for (LayerArgument argument : type.arguments()) {
      Object value = switch (argument.name()) {
        case "out_channels" -> 2;
        case "groups" -> 1;
        case "kernel_size" -> pair(random, 1, 4);
        case "stride", "dilation" -> pair(random, 1, 3);
        case "padding" -> argument.kind() == LayerArgument.Kind.PADDING && random.nextInt(4) == 0
            ? "\"same\""
            : pair(random, 0, 3);
        case "output_padding" -> pair(random, 0, 1);
        case "padding_mode" ->
          "\"" + argument.choices().get(random.nextInt(argument.choices().size())) + "\"";
        default -> random.nextBoolean();
      };
      arguments.append(", \"").append(argument.name()).append("\": ").append(value);
    }
    int height = 1 + random.nextInt(8);
    int width = 1 + random.nextInt(8);
    NetworkReading reading = NetworkReading.of(NetworkDocument.parse("""
        {"name": "N", "input": [2, %d, %d], "layers": [{"id": "A", "type": "%s"%s}]}
        """.formatted(height, width, type.name(), arguments)));
    return reading.isLegal()
        ? Optional.of(traced(reading, height, width, random))
        : Optional.empty();
  }

  private static String pair(Random random, int low, int high) {
    return "[" + random.nextInt(low, high + 1) + ", " + random.nextInt(low, high + 1) + "]";
  }

  private static TracedUnit traced(NetworkReading reading, int height, int width, Random random) {
    float[] numbers = new float[2 * height * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    LayerReading layer = reading.layers().getFirst();
    Maps out = (Maps) layer.output();
    Unit unit = new Unit("A", random.nextInt(out.channels()), random.nextInt(out.height()),
        random.nextInt(out.width()));
    return new TracedUnit(Networks.opened(reading.network()), Optional.of(layer),
        UnitTrace.of(layer, Weights.seeded(1), List.of(Tensor.of(numbers, 2, height, width)), unit),
        Map.of(), SeenBox.of(reading, unit), Optional.empty(), TracedUnit.SHOWN, Optional.empty(),
        List.of(), Optional.empty());
  }

  /** What was drawn, for whoever looks for what is wrong with it. */
  static String describe(TracedUnit traced) {
    return traced.open().reading().network().input() + " " + traced.layer().orElseThrow().node()
        + " " + traced.unit();
  }

  /** On what a cell of the unit's window stands. */
  static Ground ground(LayerReading layer, int row, int column) {
    Maps in = (Maps) layer.inputShape();
    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
      return Ground.MAP;
    } else if (layer.node().layer() instanceof ConvTranspose2d) {
      return Ground.NOWHERE;
    }
    Window window = ((Windowed) layer.node().layer()).window();
    if (layer.node().layer() instanceof Conv2d conv && !conv.paddingMode().name().equals("ZEROS")) {
      return Ground.COPY;
    }
    return row >= in.height() + window.after().height()
        || column >= in.width() + window.after().width() ? Ground.OVERHANG : Ground.PADDING;
  }
}
