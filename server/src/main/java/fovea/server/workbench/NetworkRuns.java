package fovea.server.workbench;

import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Refusal;
import fovea.server.run.Run;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import fovea.server.storage.KeptNetwork;
import fovea.server.workbench.OpenNetworks.Opened;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs open networks, and takes down what came of it; gets values again that were forgotten.
 * Thread-safe.
 */
final class NetworkRuns {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkRuns.class);

  /** More than any measurement of a picture takes beside it. */
  private static final long MEASURING_BYTES = 64_000_000;

  /** What cameras are followed by: some hundredths of a second. */
  private static final long QUICK_MACS = 2_000_000_000L;

  private final OpenNetworks networks;
  private final Inference inference;
  private final Runs runs;
  private final LayerRuns notes;
  private final LiveRuns live;

  NetworkRuns(
      OpenNetworks networks, Inference inference, Runs runs, LayerRuns notes, LiveRuns live) {
    this.networks = networks;
    this.inference = inference;
    this.runs = runs;
    this.notes = notes;
    this.live = live;
  }

  /** Why a network's values cannot be computed here; empty if they can. */
  Optional<String> refusal(Opened opened) {
    try {
      networks.seen(opened);
      runs.refuseOverLimits(opened.reading(), 0);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.detail());
    }
  }

  /**
   * What it takes to run a network.
   *
   * @param outputs the layers whose values are wanted; empty: all
   * @throws Refusal 422 if its input is larger than any picture may be
   */
  private RunRequest request(Opened opened, Set<String> outputs) {
    Tensor input = networks.seen(opened).tensor();
    return new RunRequest(opened.reading(), opened.weights(), input, outputs,
        activations -> notes.note(opened.reading(), input, activations));
  }

  /**
   * The values of some layers on another picture than the network's own, which is not kept.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  Activations run(Opened opened, Tensor input, Set<String> layers) {
    // Two runs are held at once to be compared.
    return runs.compute(new RunRequest(opened.reading(), opened.weights(), input, layers, _ -> {},
        inference.bytesNeeded(opened.reading())));
  }

  /**
   * Measures something of a network's picture, as a run waits for its turn and has a deadline.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  <T> T measure(Opened opened, BiFunction<Inference, Tensor, T> measurement) {
    Tensor picture = networks.seen(opened).tensor();
    return compute(opened, MEASURING_BYTES, 0, _ -> measurement.apply(inference, picture));
  }

  /**
   * The same where it takes more: runs of a network, one after the other.
   *
   * @param bytes the memory that it takes
   * @param work what it computes, in multiply-accumulates
   */
  <T> T compute(Opened opened, long bytes, long work, Function<Cancellation, T> measurement) {
    NetworkReading nothing = NetworkReading.of(opened.kept().network().with(List.of()));
    return compute(opened, nothing, Weights.seeded(0), Set.of(Node.INPUT), bytes, work,
        (_, cancellation) -> measurement.apply(cancellation));
  }

  /**
   * Runs a network on the picture of an open one and computes something from its values.
   *
   * @param layers whose values are wanted
   * @param bytes the memory that the computation takes beside the values
   * @param work what it computes from them
   * @param computation is cancelled when nobody waits for it any more
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  <T> T compute(
      Opened opened, NetworkReading network, Weights weights, Set<String> layers, long bytes,
      long work, BiFunction<Activations, Cancellation, T> computation) {
    AtomicReference<T> computed = new AtomicReference<>();
    Cancellation cancellation = new Cancellation();
    try {
      runs.compute(new RunRequest(network, weights, networks.seen(opened).tensor(), layers,
          values -> computed.set(computation.apply(values, cancellation)), bytes, work));
    } finally {
      cancellation.cancel();
    }
    return Objects.requireNonNull(computed.get());
  }

  /** How long so many runs of a network take this machine. */
  Duration expected(NetworkReading network, long times) {
    return runs.expected(network).multipliedBy(times);
  }

  /**
   * A layer's values: remembered, or computed again. Empty if the key is not that of the layer as it
   * is now: an edit came between, and the page is about to learn it.
   */
  Optional<Tensor> values(Opened opened, String layer, String key) {
    if (!key.equals(opened.keys().get(layer))) {
      return Optional.empty();
    }
    if (layer.equals(Node.INPUT)) {
      return Optional.of(networks.seen(opened).tensor());
    }
    return inference.remembered(key, opened.reading().shapeOf(layer))
        .or(() -> Optional.of(runs.compute(request(opened, Set.of(layer))).tensor(layer)));
  }

  /**
   * The values of some layers: remembered, or computed again in one run.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  Map<String, Tensor> values(Opened opened, List<String> layers) {
    Map<String, Tensor> values = new HashMap<>();
    Set<String> missing = new HashSet<>();
    for (String layer : layers) {
      if (layer.equals(Node.INPUT)) {
        values.put(layer, networks.seen(opened).tensor());
      } else if (!values.containsKey(layer)) {
        inference.remembered(opened.keys().getOrDefault(layer, ""), opened.reading().shapeOf(layer))
            .ifPresentOrElse(known -> values.put(layer, known), () -> missing.add(layer));
      }
    }
    if (!missing.isEmpty()) {
      Activations computed = runs.compute(request(opened, missing));
      missing.forEach(layer -> values.put(layer, computed.tensor(layer)));
    }
    return values;
  }

  /**
   * What a layer makes of a picture that is not kept, at once: for small networks only.
   *
   * @throws Refusal 422 if the network is too large for that, 503 if too many wait
   */
  Tensor look(Opened opened, Tensor input, String layer) {
    if (layer.equals(Node.INPUT)) {
      return input;
    }
    if (inference.work(opened.reading()) > QUICK_MACS) {
      throw Refusal.overLimit("live_macs", "This network needs "
          + opened.reading().totals().macs() + " multiply-accumulates a picture, and "
          + QUICK_MACS + " at most can follow a camera; take single pictures, or make it smaller.");
    }
    return runs.compute(
        new RunRequest(opened.reading(), opened.weights(), input, Set.of(layer), _ -> {}))
        .tensor(layer);
  }

  /**
   * Runs a network that somebody asks for, in place of what its owner runs now.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  Run run(Opened opened) {
    return start(opened, true);
  }

  private Run start(Opened opened, boolean isAskedFor) {
    Run run = runs.start(opened.owner(), request(opened, Set.of()));
    live.put(opened.kept().id(), run, isAskedFor);
    return run;
  }

  /** Runs a network that is not known as it is now if it does so by itself. */
  void runByItself(Opened opened, Duration patience) {
    if (opened.reading().layers().isEmpty() || notes.knowsAll(opened.keys())
        || !runsByItself(opened)) {
      return;
    }
    try {
      Run run = start(opened, false);
      if (runs.expected(opened.reading()).compareTo(patience) <= 0) {
        run.await(patience);
      }
    } catch (Refusal later) {
      // Nobody asked for it: the page says that the maps are older and offers the button.
      LOG.debug("no run of {} by itself: {}", opened.kept().id(), later.detail());
    }
  }

  /**
   * What this machine computes quickly runs by itself. What takes it longer waits until its first run
   * is asked for; from then on its weights are there, and after an edit only what lies behind it is
   * computed.
   */
  private boolean runsByItself(Opened opened) {
    return runs.tooLongUnasked(opened.reading()).isEmpty()
        || live.isAskedFor(opened.kept().id());
  }

  /** Runs what is shared, whatever it costs, unless somebody else's look at it does so already. */
  void runIfNew(Opened opened, Duration patience) {
    if (opened.reading().layers().isEmpty() || notes.knowsAll(opened.keys())
        || live.progress(opened.kept().id()).isLive()) {
      return;
    }
    try {
      start(opened, false).await(patience);
    } catch (Refusal later) {
      LOG.debug("no run of the shared {}: {}", opened.kept().id(), later.detail());
    }
  }

  /** Ends the latest run of a network, whose next one has to be asked for. */
  void cancel(KeptNetwork kept) {
    live.cancel(kept.id());
  }
}
