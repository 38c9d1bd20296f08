package fovea.server.workbench;

import fovea.engine.network.Network;
import fovea.engine.zoo.Contrasts;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkState;
import fovea.server.storage.Version;
import fovea.server.storage.VersionStore;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The networks that can be laid beside each other, by the words that addresses have for them: {@code
 * ID} one of the visitor's own, {@code ID@VERSION} what it was in that version, {@code zoo:NAME} a
 * published one, {@code example:NAME} one of the contrasts; and behind a comma the picture where it is
 * not the network's own: {@code builtin:NAME}, or the word for the network whose picture it is.
 * Thread-safe.
 */
final class ComparedNetworks {

  private static final String ZOO = "zoo:";
  private static final String EXAMPLE = "example:";
  private static final String BUILT_IN = "builtin:";

  private final Starter starter;
  private final VersionStore versions;
  private final BuiltInPictures builtIn;

  ComparedNetworks(Starter starter, VersionStore versions, BuiltInPictures builtIn) {
    this.starter = starter;
    this.versions = versions;
    this.builtIn = builtIn;
  }

  /**
   * The network of that word, with the picture behind the comma if there is one.
   *
   * @throws Refusal 404 if there is none, or it is somebody else's
   */
  KeptNetwork find(Owner owner, String word) {
    int comma = word.indexOf(',');
    return comma < 0
        ? network(owner, word)
        : looking(network(owner, word.substring(0, comma)), word,
            picture(owner, word.substring(comma + 1)));
  }

  private KeptNetwork network(Owner owner, String word) {
    if (word.startsWith(ZOO)) {
      return made(word, Zoo::network);
    }
    if (word.startsWith(EXAMPLE)) {
      return made(word, Contrasts::network);
    }
    int at = word.indexOf('@');
    String id = at < 0 ? word : word.substring(0, at);
    KeptNetwork kept = starter.orKept(owner, id)
        .orElseThrow(() -> Refusal.notFound("The network \""
            + id + "\" has been deleted, or it is not yours; choose another one."));
    return at < 0 ? kept : before(owner, kept, word, word.substring(at + 1));
  }

  private static KeptNetwork made(String word, Function<String, Network> plan) {
    try {
      Network network = plan.apply(word.substring(word.indexOf(':') + 1));
      return new KeptNetwork(word, new Version(1, "start", "", "", Instant.EPOCH),
          new NetworkState(network, 0, PictureChoice.STARTER), false, false, Instant.EPOCH);
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("Fovea knows no network \"" + word + "\"; choose another one.");
    }
  }

  private KeptNetwork before(Owner owner, KeptNetwork kept, String word, String version) {
    int number = version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
    NetworkState state = versions.state(owner, kept.id(), number)
        .orElseThrow(() -> Refusal.notFound("There is no version \"" + version
            + "\" of this network any more; choose another one."));
    return new KeptNetwork(word, new Version(number, "start", "", "", kept.updatedAt()), state,
        false, false, kept.updatedAt());
  }

  private static KeptNetwork looking(KeptNetwork kept, String word, PictureChoice picture) {
    return new KeptNetwork(
        word, kept.version(), kept.state().with(picture), false, false, kept.updatedAt());
  }

  private PictureChoice picture(Owner owner, String word) {
    if (!word.startsWith(BUILT_IN)) {
      return network(owner, word).picture();
    }
    String name = word.substring(BUILT_IN.length());
    if (builtIn.picture(name).isEmpty()) {
      throw Refusal.notFound("Fovea has drawn no picture \"" + name + "\".");
    }
    return new PictureChoice(
        new PictureSource.BuiltIn(name), Fit.CROP, Normalisation.ZERO_TO_ONE);
  }

  /** The word for the picture that two networks see unless another is asked for. */
  static String picture(String left, String right) {
    return Optional.of(left).filter(ComparedNetworks::isKept)
        .or(() -> Optional.of(right).filter(ComparedNetworks::isKept))
        .orElse(PictureChoice.STARTER.source().word());
  }

  /** Whether a word means one of the visitor's own networks, as it is or as it was. */
  static boolean isKept(String word) {
    return !word.contains(":");
  }

  /** The id of the visitor's network that a word means. */
  static String id(String word) {
    return word.replaceFirst("@.*", "");
  }

  /** Where one works on the network of that word; a copy is made where it is not the visitor's own. */
  static String workbench(String word, Network network) {
    return isKept(word) && !word.contains("@")
        ? "/networks/" + word
        : NetworkLink.of(network);
  }
}
