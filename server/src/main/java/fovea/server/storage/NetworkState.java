package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.server.picture.PictureChoice;

/**
 * Everything about a network that an edit can change, and that undoing it brings back.
 *
 * @param network the network, legal or not
 * @param seed of the weights that are not its own
 * @param own the weights that are
 * @param picture what it looks at
 */
public record NetworkState(Network network, long seed, OwnWeights own, PictureChoice picture) {

  /** A network with all weights from the seed. */
  public NetworkState(Network network, long seed, PictureChoice picture) {
    this(network, seed, OwnWeights.NONE, picture);
  }
}
