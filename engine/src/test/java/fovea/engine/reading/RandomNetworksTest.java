package fovea.engine.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.RandomNetworks;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for the readings of all networks, tried on many. */
class RandomNetworksTest {

  private static final List<NetworkReading> READINGS = RandomNetworks.legal(300)
      .map(NetworkReading::of).toList();

  @Test
  void everyTypeOfLayerTakesPart() {
    Set<String> seen = new TreeSet<>();
    everyLayer(layer -> seen.add(LayerType.of(layer.node().layer()).name()));
    Set<String> all = new TreeSet<>(LayerType.all().stream().map(LayerType::name).toList());
    assertEquals(all, seen);
  }

  @Test
  void shapesAreWhatSlidingAndPaintingGive() {
    everyLayer(layer -> {
      if (layer.output() instanceof Maps(int channels, int height, int width)) {
        assertEquals(Recount.channels(layer), channels, layer::toString);
        assertEquals(Recount.size(layer, Axis.HEIGHT), height, layer::toString);
        assertEquals(Recount.size(layer, Axis.WIDTH), width, layer::toString);
      }
    });
  }

  @Test
  void parametersAreTheConnectionsThatAreMade() {
    everyLayer(layer -> {
      long weights = switch (layer.node().layer()) {
        case Layer.Linear linear ->
          ((Features) layer.inputShape()).count() * linear.outFeatures();
        case Layer.BatchNorm2d _ -> ((Maps) layer.inputShape()).channels();
        default -> Recount.weights(layer);
      };
      long biases = biases(layer);
      assertEquals(weights + biases, layer.cost().parameterCount().value(), layer::toString);
      assertEquals(
          weights + biases,
          layer.cost().parameters().stream()
              .filter(parameter -> parameter.kind().isTrained())
              .mapToLong(Parameter::elements)
              .sum());
    });
  }

  private static long biases(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Conv2d conv -> conv.bias() ? conv.outChannels() : 0;
      case ConvTranspose2d conv -> conv.bias() ? conv.outChannels() : 0;
      case LocallyConnected2d local -> local.bias() ? layer.output().elements() : 0;
      case Layer.Linear linear -> linear.bias() ? linear.outFeatures() : 0;
      case Layer.BatchNorm2d _ -> ((Maps) layer.inputShape()).channels();
      default -> 0;
    };
  }

  @Test
  void everyFormulaComesToItsValueOnBothSidesOfItsEqualsSign() {
    everyLayer(layer -> {
      List<Long> dimensions = layer.output().dimensions();
      for (int i = 0; i < dimensions.size(); i++) {
        comesTo((double) dimensions.get(i), layer.shapeFormulas().get(i));
      }
      CostReading cost = layer.cost();
      for (Quantity quantity : List.of(
          cost.parameterCount(), cost.macs(), cost.torchinfoMacs(), cost.activationBytes())) {
        comesTo((double) quantity.value(), quantity.formula());
      }
      for (Axis axis : Axis.values()) {
        comesTo(layer.field().along(axis).size().doubleValue(), layer.fieldFormula(axis));
        comesTo(layer.field().along(axis).jump().toDouble(), layer.jumpFormula(axis));
      }
    });
  }

  private static void comesTo(double value, Formula formula) {
    String text = formula.text();
    double tolerance = 1e-4 * Math.abs(value);
    // Only one side if the formula is a number itself; a reason beside a number is no number.
    Pattern.compile(" = ").splitAsStream(text.replaceAll(" \\([a-z ]+\\)", ""))
        .forEach(side -> assertEquals(value, Arithmetic.of(side), tolerance, text));
  }

  @Test
  void totalsAreSums() {
    READINGS.forEach(reading -> assertEquals(
        reading.layers().stream().mapToLong(layer -> layer.cost().macs().value()).sum(),
        reading.totals().macs()));
  }

  @Test
  void documentsReadBackAsTheSameNetwork() {
    READINGS.stream().map(NetworkReading::network).forEach(network -> assertEquals(
        network, NetworkDocument.parse(NetworkDocument.write(network))));
  }

  private static void everyLayer(Consumer<LayerReading> look) {
    READINGS.stream().flatMap(reading -> reading.layers().stream()).forEach(look);
  }
}
