package fovea.web.workbench;

import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.Map;
import java.util.Optional;

/**
 * What lies on the workbench: a network, what it looks at, and what is known of its activations.
 *
 * @param place where it lies
 * @param reading the network and its numbers
 * @param seed of the weights
 * @param picture what it looks at
 * @param runs what is known of each layer's values, by layer id, the picture's under {@code input}; a
 *     layer that was not run as it is now has none
 * @param run how far a run is
 */
public record OpenNetwork(
    Place place, NetworkReading reading, long seed, LookedAt picture, Map<String, LayerRun> runs,
    RunProgress run) {

  public OpenNetwork {
    runs = Map.copyOf(runs);
  }

  /**
   * The chosen picture, by the words that forms send.
   *
   * @param source {@code builtin:harbour} or {@code picture:ID}
   * @param fit {@code crop}, {@code pad} or {@code stretch}
   * @param normalisation such as {@code zero_to_one}
   */
  public record LookedAt(String source, String fit, String normalisation) {

    /** The name of a built-in picture; empty for an uploaded one. */
    public String builtIn() {
      return source.startsWith("builtin:") ? source.substring("builtin:".length()) : "";
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
  String activation(String layer, LayerRun run) {
    return address() + "/activations/" + layer + "/" + run.key();
  }

  /** What is known of a layer's values, if it was run as it is now. */
  Optional<LayerRun> runOf(String layer) {
    return Optional.ofNullable(runs.get(layer));
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
        + "&shape=" + input().channels() + "x" + input().height() + "x" + input().width();
  }

  Shape.Maps input() {
    return reading.network().input();
  }
}
