package fovea.server.workbench;

import fovea.engine.network.Network;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.trained.Trained;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.NetworkState;
import fovea.server.storage.OwnWeights;
import fovea.web.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A network that comes trained, as its visitor finds it: before a picture that it names rightly. */
final class TrainedStart {

  private static final Map<String, OwnWeights> LEARNED = new ConcurrentHashMap<>();

  private TrainedStart() {}

  /** All about it, under its name in the visitor's language. */
  static NetworkState state(Trained trained, Words words) {
    Network network = trained.network();
    return new NetworkState(
        new Network(words.say("trained." + trained.name()), network.input(), network.nodes()), 0,
        learned(trained), picture(trained), trained.classes());
  }

  /** Whose weights all are among these, if there is one. */
  static Optional<Trained> among(OwnWeights own) {
    return own.isEmpty()
        ? Optional.empty()
        : Trained.ALL.stream()
            .filter(trained -> own.entries().containsAll(learned(trained).entries()))
            .findFirst();
  }

  /** The words for what it has learned. */
  static OwnWeights learned(Trained trained) {
    return LEARNED.computeIfAbsent(trained.name(), _ -> OwnWeights.of(numbers(trained)));
  }

  /** The numbers that it has learned. */
  static Map<Slice, Tensor> numbers(Trained trained) {
    return trained.weights().entrySet().stream().collect(Collectors.toMap(
        entry -> new Slice(entry.getKey(), List.of()), Map.Entry::getValue));
  }

  private static PictureChoice picture(Trained trained) {
    String name = trained.equals(Trained.SHAPE_NAMER) ? "star" : "digit";
    return new PictureChoice(
        new PictureSource.BuiltIn(name), Fit.CROP, Normalisation.ZERO_TO_ONE);
  }
}
