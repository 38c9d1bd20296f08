package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.server.http.Owner;
import java.util.Locale;

/**
 * The last training of a network, as far as it is kept.
 *
 * @param network the id of the network
 * @param id another one for another training
 * @param token how often a server has taken it up
 * @param document the network that learns, whatever its owner makes of it meanwhile
 * @param seed of those of its weights that were nobody's own at the beginning
 * @param plan how it is trained, as it was written
 * @param wish what its owner wants of it
 * @param sentence why it has ended before its time or waits, in English; empty if it does not
 * @param step how many steps have been taken
 * @param steps how many there are
 * @param taken the moment whose weights the network has now; −1 if it has others
 */
public record KeptTraining(
    String network, Owner owner, String id, long token, Network document, long seed, String plan,
    State state, Wish wish, String sentence, int step, int steps, int taken) {

  /** What it does. */
  public enum State {
    /** It learns, or waits for its turn. */
    RUNNING,
    /** It goes on when its owner wants it to. */
    PAUSED,
    /** It has ended. */
    DONE,
    /** Its numbers are lost; the last finite ones are kept. */
    LOST;

    /** The word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** What is wanted of one that is running. */
  public enum Wish {
    /** That it goes on. */
    RUN,
    /** One step, and then a pause. */
    STEP,
    /** A pause. */
    PAUSE,
    /** Its end. */
    STOP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Wish of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
