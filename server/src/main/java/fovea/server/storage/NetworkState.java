package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.server.picture.PictureChoice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything about a network that an edit can change, and that undoing it brings back.
 *
 * @param network the network, legal or not
 * @param seed of the weights that are not its own
 * @param own the weights that are
 * @param picture what it looks at
 * @param classes what the numbers of the last layer stand for, in their order; empty if nobody has said.
 *     Where that layer has another number of them by now, they wait for it to come back
 */
public record NetworkState(
    Network network, long seed, OwnWeights own, PictureChoice picture, List<String> classes) {

  /** The most classes with names: ImageNet has as many. */
  public static final int MOST_CLASSES = 1_000;

  /** The most letters of a name. */
  public static final int MOST_LETTERS = 40;

  /** @throws IllegalArgumentException if there are too many names, or one of them is none */
  public NetworkState {
    classes = List.copyOf(classes);
    if (classes.size() > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "expected up to %d classes but found %d".formatted(MOST_CLASSES, classes.size()));
    }
    classes.forEach(NetworkState::requireName);
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.length() > MOST_LETTERS
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected a name of 1 to %d letters in a line but found \"%s\""
              .formatted(MOST_LETTERS, name));
    }
  }

  /** A network with all weights from the seed. */
  public NetworkState(Network network, long seed, PictureChoice picture) {
    this(network, seed, OwnWeights.NONE, picture, List.of());
  }

  /** The same for another network. */
  public NetworkState with(Network changed) {
    return new NetworkState(changed, seed, own, picture, classes);
  }

  /** The same with other weights of its own; without any, nothing was learned that has names. */
  NetworkState with(OwnWeights changed) {
    return new NetworkState(
        network, seed, changed, picture, changed.isEmpty() ? List.of() : classes);
  }

  /** The same before another picture. */
  public NetworkState with(PictureChoice changed) {
    return new NetworkState(network, seed, own, changed, classes);
  }

  /** The names a line each, as {@link #classes(String)} reads them. */
  String classLines() {
    return classes.stream().collect(Collectors.joining("\n"));
  }

  static List<String> classes(String lines) {
    return lines.lines().toList();
  }
}
