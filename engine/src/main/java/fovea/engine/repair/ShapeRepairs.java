package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Problem;
import java.util.List;

/** Ways out where a layer reads maps for features, or features for maps. */
final class ShapeRepairs {

  private final Proposals on;

  ShapeRepairs(Proposals on) {
    this.on = on;
  }

  void wrongRank(Problem.WrongRank wrong) {
    if (wrong.needsMaps()) {
      readMaps();
    } else {
      flattenFirst((Maps) wrong.found());
    }
  }

  private void flattenFirst(Maps found) {
    Node flatten = new Node(on.network.freeId("flatten"), new Flatten());
    on.insertBefore(Way.FLATTEN_BEFORE.with(on.node.id()), flatten);
    if (found.height() > 1 || found.width() > 1) {
      Node pool = new Node(on.network.freeId("pool"), new AdaptiveAvgPool2d(OutputSize.of(1)));
      on.insertBefore(Way.AVERAGE_AND_FLATTEN.with(), pool, flatten);
    }
  }

  private void readMaps() {
    String source = on.inputs().getFirst();
    if (on.network.indexOf(source) >= 0 && on.network.node(source).layer() instanceof Flatten) {
      String before = on.network.inputsOf(on.network.indexOf(source)).getFirst();
      on.proposeInputs(Way.READ_BEFORE_FLATTEN.with(on.node.id(), before),
          List.of(before));
      on.propose(Way.REMOVE_FLATTEN.with(source), new Edit.Remove(source));
    }
    String last = Node.INPUT;
    for (LayerReading layer : on.reading.layers()) {
      if (on.network.indexOf(layer.id()) < on.index()
          && layer.output() instanceof Maps) {
        last = layer.id();
      }
    }
    on.propose(Way.MOVE_BEHIND.with(on.node.id(), last),
        new Edit.Sequence(List.of(
            new Edit.Remove(on.node.id()), new Edit.Insert(last, on.node.reading(List.of())))));
    on.proposeInputs(Way.READ.with(on.node.id(), last), List.of(last));
  }
}
