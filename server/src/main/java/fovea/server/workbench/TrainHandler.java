package fovea.server.workbench;

import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.network.Edit;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.repair.ClassRepairs;
import fovea.engine.repair.Repair;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.picture.FittedPicture;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.Wish;
import fovea.server.storage.MomentStore;
import fovea.server.storage.VersionStore;
import fovea.server.training.Sets;
import fovea.server.training.Standing;
import fovea.server.training.Trainer;
import fovea.server.training.TrainingPlan;
import fovea.server.workbench.OpenNetworks.Opened;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The training of a network: begun, paused, taken step by step, ended, looked at, and gone back through. Scripts
 * are answered with nothing (204), since they ask for what moves anyway; browsers without them with the page.
 */
final class TrainHandler {

  private final OpenNetworks networks;
  private final VersionStore versions;
  private final MomentStore moments;
  private final Trainer trainer;
  private final Sets sets;
  private final TrainReport report;

  TrainHandler(OpenNetworks networks, VersionStore versions, MomentStore moments,
      Trainer trainer, Sets sets, TrainReport report) {
    this.networks = networks;
    this.versions = versions;
    this.moments = moments;
    this.trainer = trainer;
    this.sets = sets;
    this.report = report;
  }

  /**
   * Begins, in place of the network's last training; the form says how. With {@code anew=true} it begins where that
   * one began, with {@code fit=true} the network is given as many outputs as the set has classes first.
   */
  void start(Context context) {
    Opened opened = networks.open(context);
    Form form = Form.of(context);
    TrainingPlan plan = TrainingPlan.of(form);
    Optional<Edit> fit = form.text("fit").orElse("").equals("true")
        ? fit(opened, plan)
        : Optional.empty();
    trainer.require(opened.owner(), opened.kept().id(), after(fit, opened), plan);
    Opened begin = form.text("anew").orElse("").equals("true") ? before(opened) : opened;
    Opened learner = fit.isPresent() ? changed(begin, fit.get()) : begin;
    trainer.start(learner.owner(), learner.kept(), learner.reading(), learner.weights(), plan);
    answer(context);
  }

  private static NetworkReading after(Optional<Edit> edit, Opened opened) {
    return edit.map(it -> NetworkReading.of(it.applyTo(opened.kept().network())))
        .orElse(opened.reading());
  }

  /** The network as it was before its training, as long as it is still the same one. */
  private Opened before(Opened opened) {
    return trainer.kept(opened.owner(), opened.kept().id())
        .filter(one -> one.document().equals(opened.kept().network()))
        .flatMap(_ -> moments.take(opened.owner(), opened.kept().id(), 0, List.of()))
        .map(kept -> networks.open(opened.owner(), kept))
        .orElse(opened);
  }

  /** What gives the network as many outputs as the set has classes. */
  private Optional<Edit> fit(Opened opened, TrainingPlan plan) {
    return ClassRepairs.giving(
        sets.classes(opened.owner(), opened.reading().network().input(), plan).size(),
        opened.reading()).map(Repair::edit);
  }

  private Opened changed(Opened opened, Edit edit) {
    return versions.change(opened.owner(), opened.kept().id(), new Change.Edited(edit))
        .map(kept -> networks.open(opened.owner(), kept))
        .orElse(opened);
  }

  /** Lets it wait, within a step. */
  void pause(Context context) {
    wish(context, Wish.PAUSE);
  }

  /** One step, and then it waits. */
  void step(Context context) {
    wish(context, Wish.STEP);
  }

  /** Lets it go on. */
  void resume(Context context) {
    wish(context, Wish.RUN);
  }

  /** Ends it, within a step. */
  void stop(Context context) {
    wish(context, Wish.STOP);
  }

  private void wish(Context context, Wish wish) {
    KeptNetwork kept = kept(context);
    training(owner(context), kept.id());
    trainer.wish(owner(context), kept.id(), wish);
    answer(context);
  }

  /** {@code ?since=}: what moves, as JSON; of each step behind that one its loss and accuracy. */
  void now(Context context) {
    // In this order: a training that has ended has moved the network before.
    Standing standing = standing(owner(context), context.pathParam("network"));
    Opened opened = networks.open(context);
    int since = number(context.queryParam("since"), 0);
    context.header("Cache-Control", "no-store").contentType("application/json")
        .result(report.of(opened, standing, since, Replies.words(context)).toString());
  }

  /** Gives the network the weights of a moment. */
  void take(Context context) {
    KeptNetwork kept = kept(context);
    KeptTraining training = training(owner(context), kept.id());
    int step = number(context.pathParam("step"), -1);
    List<String> classes = trainer.classes(owner(context), TrainingPlan.parse(training.plan()),
        NetworkReading.of(training.document()));
    if (moments.take(owner(context), kept.id(), step, classes).isEmpty()) {
      throw Changes.gone();
    }
    answer(context);
  }

  /**
   * A picture of a set as the network sees it. {@code ?set=}: another one than that of its training; {@code
   * ?epoch=}: as it is learned from then, with {@code augment_shift} and the others, or as its training has them.
   */
  void picture(Context context) {
    KeptNetwork kept = kept(context);
    Optional<KeptTraining> training = trainer.kept(owner(context), kept.id());
    Form asked = Form.ofQuery(context);
    boolean isAsked = asked.names().stream().anyMatch(
        name -> name.equals("set") || name.startsWith("augment_"));
    TrainingPlan plan = isAsked || training.isEmpty()
        ? TrainingPlan.of(asked)
        : TrainingPlan.parse(training.get().plan());
    Shape.Maps input = isAsked || training.isEmpty()
        ? kept.network().input()
        : training.get().document().input();
    Split split = sets.look(owner(context), input, plan);
    Dataset part = switch (context.pathParam("part")) {
      case "training" -> split.training();
      case "validation" -> split.validation();
      default -> throw Refusal.notFound("A set has a part \"training\" and a part \"validation\".");
    };
    int index = number(context.pathParam("index"), -1);
    if (index < 0 || index >= part.count()) {
      throw Refusal.notFound("There is no picture " + context.pathParam("index")
          + "; there are " + part.count() + ", counted from 0.");
    }
    int epoch = number(context.queryParam("epoch"), -1);
    Augmentation augmentation = plan.augmentation();
    context.header("Cache-Control", "private, max-age=600").contentType("image/png")
        .result(FittedPicture.of(epoch < 0
            ? part.image(index)
            : augmentation.of(part.image(index), plan.seed(), epoch, index)).png());
  }

  private Standing standing(Owner owner, String network) {
    return trainer.standing(owner, network).orElseThrow(TrainHandler::untrained);
  }

  private KeptTraining training(Owner owner, String network) {
    return trainer.kept(owner, network).orElseThrow(TrainHandler::untrained);
  }

  private static Refusal untrained() {
    return Refusal.notFound("This network has not been trained yet.");
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(owner(context), context.pathParam("network"));
  }

  private static Owner owner(Context context) {
    return Session.of(context).owner();
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  private static void answer(Context context) {
    if (Answers.wantsFragments(context)) {
      context.status(204);
    } else {
      Answers.seeOther(context, "/networks/" + context.pathParam("network") + "/train");
    }
  }
}
