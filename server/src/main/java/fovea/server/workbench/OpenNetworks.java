package fovea.server.workbench;

import fovea.engine.exercise.Task;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.run.Runs;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.MemberStore;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.OwnWeights;
import fovea.server.storage.Recent;
import fovea.server.storage.RoomStore;
import fovea.server.storage.ShareStore;
import fovea.server.storage.WeightStore;
import fovea.web.workbench.OpenNetwork;
import fovea.web.workbench.OpenNetwork.LookedAt;
import fovea.web.workbench.Place;
import fovea.web.workbench.RunProgress;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens kept networks: reads them, and looks up what is known of their layers' values. Computes
 * nothing; {@link NetworkRuns} does. Thread-safe.
 */
final class OpenNetworks {

  static final String SHARED = "/shared/";
  static final String EMBED = "/embed/";
  static final String COMPARED = "/compared/";
  static final String LESSON = "/learn/";
  static final String ROOMS = "/rooms/";

  /** Layers in the readings that are kept; each has some kilobytes. */
  private static final long REMEMBERED_LAYERS = 5_000;

  private final NetworkStore store;
  private final Starter starter;
  private final MemberStore members;
  private final WeightStore weights;
  private final Inputs inputs;
  private final Inference inference;
  private final LayerRuns notes;
  private final LiveRuns live;
  private final Runs runs;
  private final ComparedNetworks compared;

  /** Of every edit the network before is the one after the last. */
  private final Recent<Network, NetworkReading> readings = new Recent<>(
      REMEMBERED_LAYERS, reading -> 1 + reading.layers().size(), NetworkReading::of);

  OpenNetworks(
      NetworkStore store, Starter starter, MemberStore members, WeightStore weights, Inputs inputs,
      Inference inference,
      LayerRuns notes,
      LiveRuns live, Runs runs, ComparedNetworks compared) {
    this.store = store;
    this.starter = starter;
    this.members = members;
    this.weights = weights;
    this.inputs = inputs;
    this.inference = inference;
    this.notes = notes;
    this.live = live;
    this.runs = runs;
    this.compared = compared;
  }

  /**
   * A network that its owner has kept, or will once it is changed.
   *
   * @throws Refusal 404 if there is none, or it is somebody else's
   */
  KeptNetwork kept(Owner owner, String id) {
    return starter.orKept(owner, id)
        .orElseThrow(() -> Refusal.notFound("There is no such network, or it is not yours."));
  }

  /**
   * The network that an address names: the visitor's own, or a frozen copy for whoever knows it.
   *
   * @throws Refusal 404 if there is none, or it is somebody else's
   */
  Opened open(Context context) {
    String prefix = context.path().substring(0, context.path().indexOf('/', 1) + 1);
    if (prefix.equals(LESSON)) {
      return lesson(Session.of(context).owner(), Variation.of(context));
    }
    String id = context.pathParam("network");
    if (prefix.equals(ROOMS)) {
      return seenInRoom(Session.of(context).owner(), context.pathParam("room"), id);
    }
    String address = prefix + id;
    return switch (prefix) {
      case SHARED -> open(ShareStore.ownerOf(id), kept(ShareStore.ownerOf(id), id),
          Place.shared(address));
      case EMBED -> open(ShareStore.ownerOf(id), kept(ShareStore.ownerOf(id), id),
          Place.embedded(address,
              Objects.requireNonNullElse(context.queryParam("hide"), "")));
      case COMPARED -> compared(Session.of(context).owner(), id);
      default -> open(Session.of(context).owner(), kept(Session.of(context).owner(), id));
    };
  }

  private Opened seenInRoom(Owner visitor, String room, String id) {
    Owner holder = members.holder(room, visitor, id).orElseThrow(
        () -> Refusal.notFound("There is no such network, or it is not yours."));
    KeptNetwork kept = kept(holder, id);
    return open(holder, kept, Place.room(RoomStore.address(room, id), kept.version().number()));
  }

  /**
   * A network that is compared with another, on the picture that both see.
   *
   * @param word as {@link ComparedNetworks} has it
   * @throws Refusal 404 if there is none, or it is somebody else's
   */
  Opened compared(Owner owner, String word) {
    return open(owner, compared.find(owner, word), Place.shared(COMPARED + word));
  }

  /** Reads a network and finds the words for its layers' values; nothing is computed. */
  Opened open(Owner owner, KeptNetwork kept) {
    return open(owner, kept,
        Place.own("/networks/" + kept.id(), kept.version().number(), kept.canUndo(),
            kept.canRedo()));
  }

  /** The network of a step of the course, which looks at the visitor's own picture if they have one. */
  Opened lesson(Owner owner, Variation variation) {
    KeptNetwork kept = variation.kept(owner, store.latest(owner));
    return open(owner, kept, Place.lesson(variation.address()), variation.weights());
  }

  private Opened open(Owner owner, KeptNetwork kept, Place place) {
    return open(owner, kept, place, weights.of(owner, kept));
  }

  private Opened open(Owner owner, KeptNetwork kept, Place place, Weights given) {
    NetworkReading reading = readings.of(kept.network());
    Weights fitting = given.fitting(reading);
    return new Opened(owner, kept, place, reading, fitting,
        keys(owner, kept, reading, fitting));
  }

  /**
   * A network that was read.
   *
   * @param weights those of its own that fit it, and the seed's
   * @param keys the word for each layer's values; empty if the input has no size for a picture
   */
  record Opened(
      Owner owner, KeptNetwork kept, Place place, NetworkReading reading, Weights weights,
      Map<String, String> keys) {}

  /** What lies on the workbench now: the network, and what is known of its layers by now. */
  OpenNetwork view(Opened opened) {
    KeptNetwork kept = opened.kept;
    LookedAt picture = new LookedAt(kept.picture().source().word(), kept.picture().fit().word(),
        kept.picture().normalisation().word(), kept.picture().steps().stream()
            .map(step -> new OpenNetwork.PictureStep(step.kind().word(), step.numbers()))
            .toList());
    OpenNetwork open = new OpenNetwork(opened.place, opened.reading, opened.weights, picture,
        notes.of(opened.keys), progress(opened), kept.task(), kept.classes());
    noteOutcome(kept, open);
    return open;
  }

  /** The board of a class, which runs nothing, asks for it, on whatever server. */
  private void noteOutcome(KeptNetwork kept, OpenNetwork open) {
    if (Task.named(kept.task()).filter(Task::wantsOutcome).isPresent()) {
      open.outcome().filter(outcome -> !kept.outcome().equals(Optional.of(outcome)))
          .ifPresent(outcome -> store.noteOutcome(kept.id(), kept.version().number(), outcome));
    }
  }

  /** The word for what a network sees; empty if there is no such network, or no such picture. */
  Optional<String> picture(Owner owner, String id) {
    return store.find(owner, id).flatMap(kept -> inputs.of(owner, kept))
        .map(seen -> seen.tensor().word());
  }

  private RunProgress progress(Opened opened) {
    String id = opened.kept.id();
    RunProgress progress = live.progress(id);
    return progress.equals(new RunProgress.Idle()) && !live.isAskedFor(id)
        ? new RunProgress.Idle(
            runs.tooLongUnasked(opened.reading).map(Duration::toMillis).orElse(0L))
        : progress;
  }

  /**
   * What the network has of its own, if it takes no more than so many bytes; what an edit has left
   * over is not looked at any more.
   */
  Optional<Map<Slice, Tensor>> own(Opened opened, long mostBytes) {
    List<Parameter> parameters = opened.reading.layers().stream()
        .flatMap(layer -> layer.cost().parameters().stream()).toList();
    OwnWeights own = new OwnWeights(opened.kept.own().entries().stream()
        .filter(entry -> parameters.stream().anyMatch(parameter -> entry.slice().isOf(parameter)
            && entry.slice().shape(parameter).equals(entry.shape())))
        .toList());
    return own.bytes() > mostBytes
        ? Optional.empty()
        : Optional.of(weights.numbers(opened.owner, own.entries()));
  }

  private Map<String, String> keys(
      Owner owner, KeptNetwork kept, NetworkReading reading, Weights weights) {
    return inputs.of(owner, kept)
        .map(seen -> inference.keys(reading, weights, seen.tensor()))
        .orElse(Map.of());
  }

  /**
   * What the network sees.
   *
   * @throws Refusal 422 if its input is larger than any picture may be
   */
  Inputs.Seen seen(Opened opened) {
    KeptNetwork kept = opened.kept;
    return inputs.of(opened.owner, kept).orElseThrow(() -> Refusal.overLimit("input_values",
        "No picture is made for an input of " + kept.network().input()
            + "; each side must be at least 1 and all together at most " + Inputs.MAX_VALUES
            + "."));
  }
}
