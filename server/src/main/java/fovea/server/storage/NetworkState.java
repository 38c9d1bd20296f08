package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.server.picture.PictureChoice;

/**
 * Everything about a network that an edit can change, and that undoing it brings back.
 *
 * @param network the network, legal or not
 * @param seed of the weights
 * @param picture what it looks at
 */
public record NetworkState(Network network, long seed, PictureChoice picture) {}
