package fovea.web.principles;

import fovea.engine.explain.Equivariance;
import fovea.engine.explain.Tolerance;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that was run on its picture and on the picture moved.
 *
 * @param address of this page
 * @param picture of the picture
 * @param layers what each did
 * @param sheets the most different map of each layer of maps: three small ones, in base 64
 * @param look the layer of maps that is looked at
 * @param tolerances of the pooling layers
 */
public record Moved(NetworkReading network, String address, String picture, int dy, int dx,
    int noise, List<Equivariance> layers, Map<String, String> sheets, Optional<Look> look,
    List<Tolerance> tolerances) {

  /** One map of a layer, large; {@code isAsked} if the address names the layer. */
  public record Look(Equivariance layer, int map, String sheet, boolean isAsked) {}
}
