package fovea.web.workbench;

import fovea.engine.exercise.Outcome;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What lies on the workbench: a network, what it looks at, and what is known of its activations.
 *
 * @param place where it lies
 * @param reading the network and its numbers
 * @param weights those of its own that fit it, and the seed of the others
 * @param picture what it looks at
 * @param runs what is known of each layer's values, by layer id, the picture's under {@code input}; a
 *     layer that was not run as it is now has none
 * @param run how far a run is
 * @param task the word of the design task that it was started for; empty if for none
 * @param classes what the numbers of the last layer stand for; empty if nobody has said, or not of so many
 */
public record OpenNetwork(
    Place place, NetworkReading reading, Weights weights, LookedAt picture,
    Map<String, LayerRun> runs, RunProgress run, String task, List<String> classes) {

  public OpenNetwork {
    runs = Map.copyOf(runs);
    classes = List.copyOf(classes);
  }

  /** One that was started for no task, whose numbers stand for nothing that has a name. */
  public OpenNetwork(
      Place place, NetworkReading reading, Weights weights, LookedAt picture,
      Map<String, LayerRun> runs, RunProgress run) {
    this(place, reading, weights, picture, runs, run, "", List.of());
  }

  /**
   * The chosen picture, by the words that forms send.
   *
   * @param source {@code builtin:harbour} or {@code picture:ID}
   * @param fit {@code crop}, {@code pad} or {@code stretch}
   * @param normalisation such as {@code zero_to_one}
   * @param steps what is done to it between its fit and the network
   */
  public record LookedAt(
      String source, String fit, String normalisation, List<PictureStep> steps) {

    public LookedAt {
      steps = List.copyOf(steps);
    }

    /** The name of a built-in picture; empty for an uploaded one. */
    public String builtIn() {
      return source.startsWith("builtin:") ? source.substring("builtin:".length()) : "";
    }
  }

  /** What the weights are made of that are not its own. */
  long seed() {
    return weights.seed();
  }

  /** One of the steps, by the word that forms send, with its numbers. */
  public record PictureStep(String kind, List<String> numbers) {

    public PictureStep {
      numbers = List.copyOf(numbers);
    }
  }

  /** The page of this network. */
  public String address() {
    return place.address();
  }

  /** The page of this network with that layer chosen. */
  String address(String layer) {
    return place.address(layer);
  }

  /** The address of a layer's values in the state that its key stands for. */
  String activation(String layer, String key) {
    return address() + "/activations/" + layer + "/" + key;
  }

  /** What is known of a layer's values, if it was run as it is now. */
  Optional<LayerRun> runOf(String layer) {
    return Optional.ofNullable(runs.get(layer));
  }

  /** What came of its run, if it was run as it is now. */
  public Optional<Outcome> outcome() {
    return runOf(reading.network().before(reading.network().nodes().size()))
        .flatMap(last -> runOf(Node.INPUT)
            .map(picture -> new Outcome(picture.key(), last.largest())));
  }

  /** A word for what a page of it shows: another one if the network or what is known of it differs. */
  public String shown() {
    return place.shown() + Integer.toHexString(runs.hashCode());
  }

  /** Whether all layers that can be run have been run as they are now. */
  public boolean isFresh() {
    return !runs.isEmpty()
        && reading.layers().stream().map(LayerReading::id).allMatch(runs::containsKey);
  }

  /** Whether at least one layer has been run as it is now. */
  boolean hasMaps() {
    return reading.layers().stream().map(LayerReading::id).anyMatch(runs::containsKey);
  }

  /** What the network sees; another address when it sees something else. */
  public String pictureAddress() {
    return address() + "/input.png?of=" + picture.source + "&fit=" + picture.fit
        + "&shape=" + input().channels() + "x" + input().height() + "x" + input().width()
        + (picture.steps.isEmpty()
            ? ""
            : "&steps=" + picture.steps.stream()
                .map(step -> step.kind + ":" + String.join(":", step.numbers))
                .collect(Collectors.joining(",")));
  }

  Shape.Maps input() {
    return reading.network().input();
  }
}
