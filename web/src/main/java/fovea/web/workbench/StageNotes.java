package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.web.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be known of a layer's values to judge them: where the weights come from, why maps are dark. */
final class StageNotes {

  private final OpenNetwork open;
  private final Words words;

  StageNotes(OpenNetwork open, Words words) {
    this.open = open;
    this.words = words;
  }

  /** Sentences about a layer that was run; none about the picture. */
  List<String> of(String id) {
    Optional<LayerRun> run = open.runOf(id).filter(_ -> !id.equals(Node.INPUT));
    if (run.isEmpty()) {
      return List.of();
    }
    List<Parameter> behind = upTo(id).stream()
        .flatMap(layer -> open.reading().layer(layer).stream())
        .flatMap(layer -> layer.cost().parameters().stream())
        .toList();
    long given = behind.stream().filter(open.weights()::isGiven).count();
    boolean isRandom = behind.stream().anyMatch(
        one -> one.kind() == Parameter.Kind.WEIGHT && !open.weights().isGiven(one));
    List<String> notes = new ArrayList<>();
    if (given > 0 || isRandom) {
      notes.add(weights(given, behind.size(), isRandom));
    }
    dark(id, run.get(), given == 0 && isRandom).ifPresent(notes::add);
    return notes;
  }

  private String weights(long given, int all, boolean isRandom) {
    long seed = open.weights().seed();
    return given == 0
        ? words.say("stage.random", seed)
        : isRandom
            ? words.say("stage.given.some",
                words.numbers().whole(given), words.numbers().whole(all), seed)
            : words.say("stage.given.all");
  }

  /** The layer and all that its values come from. */
  private Set<String> upTo(String id) {
    Network network = open.reading().network();
    Set<String> found = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      int index = network.indexOf(next.pop());
      if (index >= 0 && found.add(network.nodes().get(index).id())) {
        next.addAll(network.inputsOf(index));
      }
    }
    return found;
  }

  /** How many maps hold nothing but zeros, and which layer has made them so. */
  private Optional<String> dark(String id, LayerRun run, boolean isRandom) {
    if (!(open.reading().shapeOf(id) instanceof Shape.Maps maps)) {
      return Optional.empty();
    }
    String dark = words.numbers().whole(run.dark());
    String count = words.numbers().whole(maps.channels());
    Optional<LayerReading> relu = relu(id);
    if (relu.isEmpty()) {
      return run.dark() == 0 ? Optional.empty() : Optional.of(words.say("stage.dark", dark, count));
    }
    String type = LayerType.of(relu.get().node().layer()).name();
    if (!relu.get().id().equals(id)) {
      return run.dark() == 0
          ? Optional.empty()
          : Optional.of(words.say("stage.dark.behind", dark, count, relu.get().id(), type));
    }
    String why = words.say("stage.dark.relu",
        dark, count, words.numbers().percent(run.zeros()), type);
    return run.zeros() == 0
        ? Optional.empty()
        : Optional.of(isRandom ? why + " " + words.say("stage.dark.random") : why);
  }

  /** The ReLU that this layer is, or reads through layers that leave a map of zeros one. */
  private Optional<LayerReading> relu(String id) {
    Optional<LayerReading> layer = open.reading().layer(id);
    return layer.flatMap(it -> switch (it.node().layer()) {
      case ReLU _, ReLU6 _ -> layer;
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Dropout _, Upsample _ ->
        relu(open.reading().network().inputsOf(open.reading().network().indexOf(id)).getFirst());
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, BatchNorm2d _, Linear _, Flatten _, Softmax _, Layer.Merge _, LeakyReLU _, ELU _, GELU _, SiLU _, Hardswish _, Hardsigmoid _, Sigmoid _, Tanh _ ->
        Optional.empty();
    });
  }
}
