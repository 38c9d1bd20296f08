package fovea.engine.repair;

import fovea.engine.network.Axis;
import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Oddity;
import fovea.engine.reading.OddityReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person can do about something odd: edits after which it is gone and nothing else broken. */
public final class Remedies {

  private final NetworkReading reading;
  private final Oddity oddity;
  private final Node node;
  private final List<Repair> working = new ArrayList<>();

  private Remedies(NetworkReading reading, Oddity oddity) {
    this.reading = reading;
    this.oddity = oddity;
    this.node = reading.network().node(oddity.layer());
  }

  /** The remedies of an oddity of a network; none where it is a matter of taste. */
  public static List<Repair> of(NetworkReading reading, Oddity oddity) {
    Remedies remedies = new Remedies(reading, oddity);
    remedies.propose();
    return List.copyOf(remedies.working);
  }

  private void propose() {
    switch (oddity.kind()) {
      case DROPS_THE_EDGE -> reachTheEdge();
      case SKIPS_CELLS -> closeTheGaps();
      case SEES_ONLY_PADDING -> padLess();
      case BIAS_WITHOUT_USE -> set(Way.SET_TO.with("bias", false), Map.of("bias", false));
      case ACTIVATES_TWICE, POOLS_NOTHING, IS_NOT_READ ->
        keep(Way.REMOVE.with(node.id()), new Edit.Remove(node.id()));
      case LINEAR_TWICE -> {
        String relu = reading.network().freeId("relu");
        String before = reading.layer(node.id()).orElseThrow().inputs().getFirst();
        keep(Way.RELU_BETWEEN.with(), new Edit.Sequence(List.of(
            new Edit.Insert(reading.network().before(reading.network().indexOf(node.id())),
                new Node(relu, List.of(before), new ReLU())),
            new Edit.Replace(node.id(), node.reading(List.of(relu))))));
      }
      case HOLDS_ALMOST_ALL -> poolBefore();
      case COPIES_CELLS -> poolNoFurther();
      case SEES_PAST_THE_PICTURE -> {
        // Every deep network does: to know it is enough.
      }
    }
  }

  private void reachTheEdge() {
    Window window = ((Windowed) node.layer()).window();
    if (node.layer() instanceof Conv2d || node.layer() instanceof LocallyConnected2d) {
      Pair more = new Pair(
          window.before().height() + (int) Math.ceilDiv(oddity.figures().get(0), 2L),
          window.before().width() + (int) Math.ceilDiv(oddity.figures().get(1), 2L));
      set(Way.PAD_BY.with(Proposals.shown(more)), Map.of("padding", new Padding.Explicit(more)));
    } else {
      set(Way.SET_TO.with("ceil_mode", true), Map.of("ceil_mode", true));
    }
  }

  private void closeTheGaps() {
    Window window = ((Windowed) node.layer()).window();
    Pair larger = new Pair(Math.max(window.kernel().height(), window.stride().height()),
        Math.max(window.kernel().width(), window.stride().width()));
    set(Way.KERNEL.with(Proposals.shown(larger)), Map.of("kernel_size", larger));
  }

  private void padLess() {
    Window window = ((Windowed) node.layer()).window();
    Pair half = new Pair((int) Math.min(window.before().height(), window.reach(Axis.HEIGHT) / 2),
        (int) Math.min(window.before().width(), window.reach(Axis.WIDTH) / 2));
    set(Way.SET_TO.with("padding", Proposals.shown(half)),
        Map.of("padding", new Padding.Explicit(half)));
  }

  /** As many cells as there are; a Linear behind it gets as many numbers fewer. */
  private void poolNoFurther() {
    LayerReading pool = reading.layer(node.id()).orElseThrow();
    Maps in = (Maps) pool.inputShape();
    Maps out = (Maps) pool.output();
    OutputSize size = new OutputSize(
        Math.min(in.height(), out.height()), Math.min(in.width(), out.width()));
    set(Way.SET_TO.with("output_size", Proposals.shown(size)), Map.of("output_size", size));
  }

  /** Global average pooling in front of the Flatten that it reads. */
  private void poolBefore() {
    LayerReading linear = reading.layer(node.id()).orElseThrow();
    LayerReading source = reading.layer(linear.inputs().getFirst()).orElse(null);
    if (source != null && source.node().layer() instanceof Flatten
        && source.inputShape() instanceof Maps maps && maps.height() * (long) maps.width() > 1) {
      Network network = reading.network();
      keep(Way.AVERAGE_BEFORE.with(source.id()), new Edit.Sequence(List.of(
          new Edit.Insert(network.before(network.indexOf(source.id())),
              new Node(network.freeId("avgpool"), source.inputs(),
                  new AdaptiveAvgPool2d(OutputSize.of(1)))),
          new Edit.Replace(source.id(),
              source.node().reading(List.of(network.freeId("avgpool")))))));
    }
  }

  private void set(Way.Title title, Map<String, ?> values) {
    Layer changed = LayerType.with(node.layer(), values);
    keep(title, new Edit.Replace(node.id(), node.with(changed)));
  }

  /** Only what leaves the network legal and the oddity gone is a remedy. */
  private void keep(Way.Title title, Edit edit) {
    NetworkReading after = NetworkReading.of(edit.applyTo(reading.network()));
    boolean gone = OddityReading.of(after).stream().noneMatch(
        other -> other.layer().equals(oddity.layer()) && other.kind() == oddity.kind());
    if (after.problems().size() <= reading.problems().size() && gone) {
      working.add(new Repair(title, edit));
    }
  }
}
