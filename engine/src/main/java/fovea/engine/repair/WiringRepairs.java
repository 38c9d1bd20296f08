package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Problem;
import java.util.ArrayList;
import java.util.List;

/** Ways out where a layer reads what is not there, or too much, or too little. */
final class WiringRepairs {

  private final Proposals on;

  WiringRepairs(Proposals on) {
    this.on = on;
  }

  void rewire(Problem.BadWiring wiring) {
    int index = on.index();
    String before = on.network.before(index);
    List<String> known = on.inputs().stream()
        .filter(id -> id.equals(Node.INPUT)
            || (on.network.indexOf(id) >= 0 && on.network.indexOf(id) < index))
        .toList();
    switch (wiring.fault()) {
      case UNKNOWN_INPUT, LATER_INPUT -> {
        List<String> replaced = on.inputs().stream()
            .map(id -> id.equals(wiring.detail()) ? before : id).toList();
        if (wiring.fault() == Problem.BadWiring.Fault.LATER_INPUT
            && !wiring.detail().equals(on.node.id())) {
          on.propose(Way.MOVE_BEHIND.with(on.node.id(), wiring.detail()),
              new Edit.Move(on.node.id(), wiring.detail()));
        }
        on.proposeInputs(Way.READ_IN_PLACE.with(before, wiring.detail()), replaced);
        on.proposeInputs(Way.READ_ONLY.with(String.join(", ", known)), known);
      }
      case INPUT_COUNT -> {
        if (on.node.layer() instanceof Merge) {
          partners(index, on.inputs().getFirst());
        } else {
          on.proposeInputs(Way.READ_ONLY.with(on.inputs().getLast()),
              List.of(on.inputs().getLast()));
          on.proposeInputs(Way.READ_ONLY.with(on.inputs().getFirst()),
              List.of(on.inputs().getFirst()));
          Node concat = new Node(on.network.freeId("concat"), on.node.inputs(), new Concat());
          on.propose(Way.CONCAT_FIRST.with(), new Edit.Sequence(List.of(
              new Edit.Insert(before, concat),
              new Edit.Replace(on.node.id(), on.node.reading(List.of(concat.id()))))));
        }
      }
      case DUPLICATE_ID -> {
        String free = on.network.freeId(on.node.id());
        on.propose(Way.NAME.with(free), new Edit.Replace(on.node.id(), on.node.named(free)));
      }
    }
  }

  /** For a merge with one input: what came before, latest first, that it could be joined with. */
  private void partners(int index, String first) {
    List<String> earlier = new ArrayList<>(List.of(Node.INPUT));
    on.network.nodes().subList(0, index).forEach(other -> earlier.add(other.id()));
    for (String other : earlier.reversed()) {
      if (!other.equals(first) && alike(on.reading.shapeOf(other), on.reading.shapeOf(first))) {
        on.proposeInputs(Way.READ_AS_WELL.with(other), List.of(other, first));
      }
    }
    on.proposeInputs(Way.READ_TWICE.with(first), List.of(first, first));
  }

  /** Whether it is worth a try to join them. */
  private boolean alike(Shape a, Shape b) {
    return switch (a) {
      case Maps(int channels, int height, int width) -> b instanceof Maps other
          && (on.node.layer() instanceof Concat || channels == other.channels())
          && ((height == other.height() && width == other.width())
              || (height == 1 && width == 1) || (other.height() == 1 && other.width() == 1));
      case Features _ -> b instanceof Features;
    };
  }
}
