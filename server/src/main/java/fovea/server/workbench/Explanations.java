package fovea.server.workbench;

import fovea.engine.dataset.Dataset;
import fovea.engine.explain.ClassActivation;
import fovea.engine.explain.Classifier;
import fovea.engine.explain.Excitement;
import fovea.engine.explain.Excitement.Excited;
import fovea.engine.explain.Occlusion;
import fovea.engine.explain.Occlusion.Patch;
import fovea.engine.gradient.BackwardPass;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Refusal;
import fovea.server.picture.Normalisation;
import fovea.server.workbench.OpenNetworks.Opened;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Computes what made a network say so, each within the work that anybody may ask for, and remembers the
 * last. Thread-safe.
 */
final class Explanations {

  /** 200 billion, as for a single run: a few seconds of an ordinary machine. */
  private static final long MOST_WORK = 200_000_000_000L;

  private static final long MOST_PLACES = 400;
  /** Of a set that are looked at. */
  static final int MOST_PICTURES = 240;

  /** Numbers that are kept of all places or pictures: 16 MB. */
  private static final long MOST_NUMBERS = 4_000_000;

  private static final int REMEMBERED = 16;

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Inference inference;
  private final LastFew<Occlusion> occlusions = new LastFew<>(REMEMBERED);
  private final LastFew<Excitement> excitements = new LastFew<>(REMEMBERED);
  private final LastFew<List<Excited>> excited = new LastFew<>(8 * REMEMBERED);

  Explanations(OpenNetworks networks, NetworkRuns runs, Inference inference) {
    this.networks = networks;
    this.runs = runs;
    this.inference = inference;
  }

  /**
   * What a network says of its picture.
   *
   * @param shares of all classes
   * @param target the class that was asked about
   * @param activation where a layer saw what speaks for it; empty if there is none of maps
   */
  record Look(Tensor shares, int target, Optional<ClassActivation> activation) {}

  /**
   * Looks at the picture once, and back.
   *
   * @param target empty: the class with the largest share
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  Look look(
      Opened opened, Classifier network, Optional<LayerReading> layer, OptionalInt target) {
    Set<String> needed = new HashSet<>(Set.of(network.shares()));
    layer.ifPresent(it -> needed.addAll(ClassActivation.neededFor(network, it.id())));
    NetworkReading reading = network.reading();
    return runs.compute(opened, reading, opened.weights(), needed,
        BackwardPass.bytesNeeded(reading, inference.family()), inference.work(reading),
        (values, cancellation) -> {
          Tensor shares = values.tensor(network.shares());
          int chosen = target.orElseGet(() -> largest(shares));
          return new Look(shares, chosen, layer.map(it -> ClassActivation.of(
              inference, network, opened.weights(), values, it.id(), chosen, cancellation)));
        });
  }

  private static int largest(Tensor shares) {
    int largest = 0;
    for (int i = 1; i < shares.size(); i++) {
      largest = shares.data()[i] > shares.data()[largest] ? i : largest;
    }
    return largest;
  }

  /**
   * How a square of some size would go over the picture.
   *
   * @param isCoarse whether it went in finer steps if the network were smaller
   * @param isTooMuch whether it is more work than anybody may ask for
   * @param time that it takes
   */
  record Plan(Patch patch, boolean isCoarse, boolean isTooMuch, Duration time) {}

  Plan plan(Classifier network, int size) {
    Maps picture = network.reading().network().input();
    long most = Math.clamp(MOST_NUMBERS / network.classes(), 1, MOST_PLACES);
    long affordable = Math.min(most, MOST_WORK / inference.work(network.reading()));
    Patch patch = Occlusion.finest(picture, size, affordable);
    return new Plan(patch, !patch.equals(Occlusion.finest(picture, size, most)),
        patch.places() > affordable, runs.expected(network.reading(), patch.places()));
  }

  /** The picture covered, if that is remembered. */
  Optional<Occlusion> remembered(Opened opened, Classifier network, Patch patch) {
    return occlusions.find(word(opened, network, patch));
  }

  /**
   * Covers the picture with grey, place by place.
   *
   * @param patch of a plan that is not too much
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  Occlusion cover(Opened opened, Classifier network, Patch patch) {
    Tensor picture = networks.seen(opened).tensor();
    float[] half = new float[picture.size()];
    Arrays.fill(half, 0.5f);
    Tensor grey = normalisation(opened).of(Tensor.of(half, picture.shape()));
    long bytes = inference.bytesNeeded(network.reading());
    return occlusions.keep(word(opened, network, patch),
        runs.compute(opened, bytes, inference.work(network.reading()) * patch.places(),
            cancellation -> Occlusion.of(inference, network, opened.weights(), picture, grey,
                patch, cancellation)));
  }

  private static String word(Opened opened, Classifier network, Patch patch) {
    return opened.keys().get(network.logits()) + normalisation(opened) + patch;
  }

  private static Normalisation normalisation(Opened opened) {
    return opened.kept().picture().normalisation();
  }

  /**
   * How many pictures of a set are looked at for a layer; 0 if not enough could be.
   *
   * @param wanted how many are to be shown
   */
  int pictures(Opened opened, String layer, Dataset set, int wanted) {
    NetworkReading upTo = Excitement.upTo(opened.reading(), layer);
    long channels = ((Maps) opened.reading().shapeOf(layer)).channels();
    long affordable = Math.min(MOST_WORK / inference.work(upTo), MOST_NUMBERS / channels);
    return affordable < Math.min(wanted, set.count())
        ? 0
        : (int) Math.min(Math.min(MOST_PICTURES, set.count()), affordable);
  }

  /** How long it takes to look at so many. */
  Duration time(Opened opened, String layer, int count) {
    return runs.expected(Excitement.upTo(opened.reading(), layer), count);
  }

  /** Whether it is remembered how much that many pictures excite a layer. */
  boolean remembers(Opened opened, String layer, String set, int count) {
    return excitements.find(word(opened, layer, set, count)).isPresent();
  }

  /**
   * The pictures of a set that excite a map most.
   *
   * @param word of the set
   * @param set its pictures, numbers from 0 to 1
   * @param count how many are looked at
   * @param wanted how many are to be shown
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  List<Excited> exciting(
      Opened opened, String layer, int channel, String word, Dataset set, int count, int wanted) {
    String key = word(opened, layer, word, count);
    Optional<List<Excited>> known = excited.find(key + channel);
    if (known.isPresent()) {
      return known.get();
    }
    SeenSet seen = new SeenSet(set, normalisation(opened));
    NetworkReading reading = opened.reading();
    Weights weights = opened.weights();
    long bytes = inference.bytesNeeded(reading);
    long work = inference.work(Excitement.upTo(reading, layer));
    Optional<Excitement> looked = excitements.find(key);
    return runs.compute(opened, bytes, work * (looked.isPresent() ? wanted : count + wanted),
        cancellation -> {
          Excitement all = looked.orElseGet(() -> excitements.keep(key, Excitement.of(
              inference, reading, weights, layer, seen, count, cancellation)));
          return excited.keep(key + channel, Arrays.stream(all.most(channel, wanted))
              .mapToObj(index -> all.place(
                  inference, reading, weights, seen, channel, index, cancellation))
              .toList());
        });
  }

  private static String word(Opened opened, String layer, String set, int count) {
    return String.join(" ", opened.keys().get(layer), normalisation(opened).word(), set,
        String.valueOf(count), "");
  }
}
