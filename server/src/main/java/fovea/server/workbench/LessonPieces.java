package fovea.server.workbench;

import fovea.engine.exercise.Task;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.picture.PictureChoice;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkStore;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.learn.Piece;
import fovea.web.learn.Step;
import fovea.web.unit.TracedUnit;
import fovea.web.unit.UnitPresenter;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.Place;
import fovea.web.workbench.Typed;
import fovea.web.workbench.WorkbenchPresenter;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of the workbench lies beside the texts of the course. Thread-safe. */
public final class LessonPieces {

  /** The course's networks take some hundredths of a second; a busy server takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final NetworkStore store;
  private final UnitHandler units;
  private final PrinciplesHandler principles;
  private final Answers answers;

  LessonPieces(
      OpenNetworks networks, NetworkRuns runs, NetworkStore store, UnitHandler units,
      PrinciplesHandler principles, Answers answers) {
    this.networks = networks;
    this.runs = runs;
    this.store = store;
    this.units = units;
    this.principles = principles;
    this.answers = answers;
  }

  /**
   * A piece.
   *
   * @param piece which one
   * @param place where its network lies
   * @param reading of the network
   * @param unit the value of the number that it is about, if it is about one
   * @param view to print
   */
  public record Shown(Piece piece, Place place, NetworkReading reading, OptionalDouble unit,
      Object view) {}

  /**
   * The piece of a step in the state that the address says, or else in the one that the course has.
   *
   * @param typed what could not be taken of what was typed
   * @throws Refusal 404 if the address names what is not there
   */
  public Shown of(Context context, Variation variation, Typed typed) {
    Opened opened = networks.lesson(Session.of(context).owner(), variation);
    Piece piece = below(context).contains("/layers/") ? Piece.UNIT : variation.step().piece();
    String principle = context.pathParamMap().getOrDefault("principle", piece.word());
    if (!principle.equals(piece.word())) {
      throw Refusal.notFound("There is no principle \"" + principle + "\".");
    }
    return switch (piece) {
      case UNIT -> unit(context, opened, variation);
      case MAPS, LAYER -> workbench(context, opened, variation, typed);
      case TABLE -> shown(piece, opened,
          TableHandler.view(context, opened.reading(), opened.place().address()));
      case PARAMETERS, EQUIVARIANCE, LOCALITY, POOLING ->
        shown(piece, opened, principles.view(asked(context, variation.step()), opened,
            Answers.visit(context).words(), variation.step().piece().word()));
    };
  }

  /** The parameters of the address, or where it has none those of the step's own look. */
  private static Function<String, @Nullable String> asked(Context context, Step step) {
    return context.queryString() == null
        ? Looks.parameters(step.look())::get
        : context::queryParam;
  }

  private static Shown shown(Piece piece, Opened opened, Object view) {
    return new Shown(piece, opened.place(), opened.reading(), OptionalDouble.empty(), view);
  }

  /** What of the address comes behind the chapter. */
  private static String below(Context context) {
    return context.path().substring(context.path().indexOf('/', OpenNetworks.LESSON.length()));
  }

  private Shown unit(Context context, Opened opened, Variation variation) {
    String below = below(context);
    int place = below.indexOf("/layers/");
    TracedUnit traced = units.traced(context, opened,
        place < 0 ? variation.step().look() : below.substring(place));
    return new Shown(Piece.UNIT, opened.place(), opened.reading(),
        OptionalDouble.of(traced.trace().value()),
        new UnitPresenter(Answers.visit(context).words()).of(traced, Optional.empty()));
  }

  private Shown workbench(Context context, Opened opened, Variation variation, Typed typed) {
    if (variation.step().piece() == Piece.MAPS) {
      runs.runIfNew(opened, PATIENCE);
    }
    WorkbenchPresenter presenter = answers.presenter(Answers.visit(context).words());
    Chosen chosen = context.queryParam("layer") == null
        ? Looks.of(variation.step().look(), opened.kept().network())
        : Looks.at(context, opened.kept().network());
    return shown(variation.step().piece(), opened,
        presenter.page(networks.view(opened), chosen, typed));
  }

  /**
   * What a form says of the step's layer and picture.
   *
   * @return the step as it is then, or what could not be taken
   */
  public LessonForm changed(Context context, Variation variation) {
    return LessonForm.of(context, variation);
  }

  /** Starts a network for a design task, and answers its address. */
  public String start(Context context, Task task) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = store.create(owner, new Network(
        Replies.words(context).say("task." + task.word()), task.start().input(),
        task.start().nodes()), 0, PictureChoice.STARTER);
    store.setTask(owner, kept.id(), task.word());
    return "/networks/" + kept.id();
  }

  /** Where a network opens in the workbench, as a copy for whoever goes there. */
  public String link(Network network) {
    return NetworkLink.of(network);
  }

  /** Keeps a copy for the visitor, and answers its address. */
  public String copy(Context context, Variation variation) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = store.create(
        owner, variation.state(store.latest(owner)), variation.numbers());
    return "/networks/" + kept.id();
  }
}
