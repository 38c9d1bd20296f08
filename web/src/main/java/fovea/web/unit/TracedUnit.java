package fovea.web.unit;

import fovea.engine.explain.Cone;
import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.explain.UnitTrace;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import fovea.web.workbench.OpenNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One unit of a network that was run, and all that is known of it.
 *
 * @param open the network
 * @param layer the unit's layer; empty for a pixel of the picture
 * @param trace its arithmetic; without terms for a pixel
 * @param parameters the layer's numbers of this unit's channel that are no weights of a term, such as
 *     batch norm's four, by the last part of their names
 * @param seen what it sees of the picture; empty if nothing
 * @param pinned another unit of the layer to compare it to
 * @param shown how many inputs are shown one by one; the rest is folded
 * @param cone what it hears of the layers before it
 * @param strongest the strongest units of its map, the first one first
 * @param kernels the layer's weights, if it looks at a picture in colour
 */
public record TracedUnit(
    OpenNetwork open, Optional<LayerReading> layer, UnitTrace trace,
    Map<String, Double> parameters, Optional<SeenBox> seen, Optional<UnitTrace> pinned, int shown,
    Optional<Cone> cone, List<Strong> strongest, Optional<Tensor> kernels) {

  /** How many inputs are shown one by one, if the address does not say. */
  public static final int SHOWN = 6;

  /** A unit, its value, and what it sees. */
  public record Strong(Unit unit, double value, SeenBox seen) {}

  public TracedUnit {
    strongest = List.copyOf(strongest);
    parameters = Map.copyOf(parameters);
  }

  Unit unit() {
    return trace.unit();
  }

  Shape shape() {
    return open.reading().shapeOf(unit().layer());
  }

  /** The ids of the layers that read this one. */
  List<LayerReading> readers() {
    return open.reading().layers().stream()
        .filter(layer -> layer.inputs().contains(unit().layer()))
        .toList();
  }
}
