package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import java.util.List;

/**
 * Everything that arithmetic tells about one legal layer in its network.
 *
 * @param node the layer
 * @param inputs the ids that it reads, "the one before" put into words
 * @param inputShapes their shapes, in the same order
 * @param output the shape that it gives
 * @param shapeFormulas one for each dimension of the output
 * @param cost parameters, multiply-accumulates and memory
 * @param fieldBefore what its inputs' units see; of all paths where several meet
 * @param field what its units see
 */
public record LayerReading(
    Node node,
    List<String> inputs,
    List<Shape> inputShapes,
    Shape output,
    List<Formula> shapeFormulas,
    CostReading cost,
    ReceptiveField fieldBefore,
    ReceptiveField field) {

  /** The layer's id. */
  public String id() {
    return node.id();
  }

  /** The shape of the first input, which for all but merges is the only one. */
  public Shape inputShape() {
    return inputShapes.getFirst();
  }

  /** How the field grew here along an axis: size, from what it was before. */
  public Formula fieldFormula(Axis axis) {
    return FieldFormulas.size(this, axis);
  }

  /** How the distance between the fields of two neighbours grew here along an axis. */
  public Formula jumpFormula(Axis axis) {
    return FieldFormulas.jump(this, axis);
  }
}
