package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Problem;
import java.util.ArrayList;
import java.util.List;

/** Ways out where inputs that are to be joined do not match. */
final class MergeRepairs {

  private final Proposals on;

  MergeRepairs(Proposals on) {
    this.on = on;
  }

  void align(Problem.ShapesDisagree disagree) {
    new PathRepairs(on).mend(disagree);
    List<Shape> shapes = disagree.shapes();
    boolean concat = on.node.layer() instanceof Concat;
    for (int reference = shapes.size() - 1; reference >= 0; reference--) {
      List<Edit> edits = new ArrayList<>();
      List<String> inputs = new ArrayList<>(disagree.inputs());
      List<String> added = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        adapt(shapes.get(i), shapes.get(reference), concat, i, inputs, edits, added);
      }
      edits.add(new Edit.Replace(on.node.id(), on.node.reading(inputs)));
      on.propose(
          Way.ADAPT.with(disagree.inputs().get(reference), String.join(", ", added)),
          new Edit.Sequence(edits));
    }
    if (!concat) {
      on.propose(Way.CONCAT.with(), new Edit.Replace(on.node.id(), on.node.with(new Concat())));
    }
    // Read what matches: the same path twice is legal, if pointless, so only distinct ones count.
    for (LayerReading layer : on.reading.layers()) {
      if (on.network.indexOf(layer.id()) < on.network.indexOf(on.node.id())
          && layer.output().equals(shapes.getFirst())
          && !layer.id().equals(disagree.inputs().getFirst())) {
        on.propose(Way.READ_IN_PLACE.with(layer.id(), disagree.inputs().getLast()),
            new Edit.Replace(on.node.id(),
                on.node.reading(List.of(disagree.inputs().getFirst(), layer.id()))));
        return;
      }
    }
  }

  /** Layers that bring one input into the shape of another, put behind what the merge reads there. */
  private void adapt(
      Shape from, Shape to, boolean concat, int index,
      List<String> inputs, List<Edit> edits, List<String> added) {
    List<Layer> layers = new ArrayList<>();
    switch (from) {
      case Maps(int channels, int height, int width) when to instanceof Maps target -> {
        if (height != target.height() || width != target.width()) {
          layers.add(new AdaptiveAvgPool2d(new OutputSize(target.height(), target.width())));
        }
        if (channels != target.channels() && !concat) {
          layers.add(pointwise(target.channels()));
        }
      }
      case Maps _ -> {
        layers.add(new AdaptiveAvgPool2d(OutputSize.of(1)));
        layers.add(new Flatten());
        if (!concat && to.elements() <= Integer.MAX_VALUE) {
          layers.add(new Linear((int) to.elements(), true));
        }
      }
      case Shape.Features(long count) when to instanceof Shape.Features(long target) -> {
        if (count != target && !concat && target <= Integer.MAX_VALUE) {
          layers.add(new Linear((int) target, true));
        }
      }
      case Shape.Features _ -> {}
    }
    Network changed = new Edit.Sequence(edits).applyTo(on.network);
    for (Layer layer : layers) {
      Node adapter = new Node(
          changed.freeId("adapt"), List.of(inputs.get(index)), layer);
      // In front of the merge, so that it disturbs nothing that others read.
      edits.add(new Edit.Insert(changed.before(changed.indexOf(on.node.id())), adapter));
      changed = edits.getLast().applyTo(changed);
      inputs.set(index, adapter.id());
      added.add(LayerType.of(layer).name());
    }
  }

  private static Layer pointwise(int channels) {
    return new Conv2d(channels, Pair.of(1), Pair.of(1), Padding.of(0), Pair.of(1), 1, true,
        PaddingMode.ZEROS);
  }
}
