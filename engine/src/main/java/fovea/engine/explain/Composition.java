package fovea.engine.explain;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What building in steps saves: a convolution deep in a network sees a large part of the picture
 * through small windows, one behind the other. Beside it a single convolution with a window that
 * large, from the picture to the same number of maps.
 *
 * @param layer the convolution's id
 * @param height what one unit of it sees, rows of the picture
 * @param width columns
 * @param steps all parameters from the picture to this layer, itself included
 * @param single the parameters of the one large convolution
 */
public record Composition(
    String layer, BigInteger height, BigInteger width, BigInteger steps, BigInteger single) {

  /** Every convolution whose units see a part of the picture. */
  public static List<Composition> of(NetworkReading network) {
    Maps picture = network.network().input();
    List<Composition> all = new ArrayList<>();
    for (LayerReading layer : network.layers()) {
      if (layer.node().layer() instanceof Conv2d conv && !layer.field().seesAll()) {
        BigInteger height = layer.field().vertical().size();
        BigInteger width = layer.field().horizontal().size();
        BigInteger window = height.multiply(width);
        BigInteger single = BigInteger.valueOf(conv.outChannels()).multiply(
            BigInteger.valueOf(picture.channels()).multiply(window)
                .add(conv.bias() ? BigInteger.ONE : BigInteger.ZERO));
        all.add(new Composition(layer.id(), height, width, steps(network, layer), single));
      }
    }
    return all;
  }

  private static BigInteger steps(NetworkReading network, LayerReading last) {
    Set<String> heard = new HashSet<>(Set.of(last.id()));
    BigInteger steps = BigInteger.ZERO;
    for (LayerReading layer : network.layers().reversed()) {
      if (heard.contains(layer.id())) {
        heard.addAll(layer.inputs());
        steps = steps.add(BigInteger.valueOf(layer.cost().parameterCount().value()));
      }
    }
    return steps;
  }

  /** How many times as many parameters the single convolution has. */
  public double factor() {
    return single.doubleValue() / steps.doubleValue();
  }
}
