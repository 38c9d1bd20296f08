package fovea.server.storage;

import fovea.engine.exercise.Outcome;
import fovea.engine.network.Network;
import fovea.server.picture.PictureChoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A network as its owner left it.
 *
 * @param id unguessable; part of its address
 * @param version the line of its history that it stands at
 * @param state what it is there
 * @param canUndo whether there is a version before
 * @param canRedo whether there is one after
 * @param updatedAt when it was changed last
 * @param task the word of the design task that it was started for, or of the room that it is shown in; empty
 *     if for none
 * @param outcome of its run as it is; empty if nobody has asked for one
 */
public record KeptNetwork(
    String id, Version version, NetworkState state, boolean canUndo, boolean canRedo,
    Instant updatedAt, String task, Optional<Outcome> outcome) {

  /** One that was started for no task. */
  public KeptNetwork(
      String id, Version version, NetworkState state, boolean canUndo, boolean canRedo,
      Instant updatedAt) {
    this(id, version, state, canUndo, canRedo, updatedAt, "", Optional.empty());
  }

  /** The network, legal or not. */
  public Network network() {
    return state.network();
  }

  /** The seed of the weights. */
  public long seed() {
    return state.seed();
  }

  /** The weights that are its own and not the seed's. */
  public OwnWeights own() {
    return state.own();
  }

  /** What the numbers of its last layer stand for; empty if nobody has said. */
  public List<String> classes() {
    return state.classes();
  }

  /** What it looks at. */
  public PictureChoice picture() {
    return state.picture();
  }
}
