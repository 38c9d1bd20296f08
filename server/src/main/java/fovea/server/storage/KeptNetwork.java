package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.server.picture.PictureChoice;
import java.time.Instant;

/**
 * A network as its owner left it.
 *
 * @param id unguessable; part of its address
 * @param network the network, legal or not
 * @param seed of the weights
 * @param picture what it looks at
 * @param updatedAt when it was changed last
 */
public record KeptNetwork(
    String id, Network network, long seed, PictureChoice picture, Instant updatedAt) {}
