package fovea.server.experiment;

import fovea.engine.experiment.Arm;
import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Experiments;
import fovea.engine.experiment.Result;
import fovea.engine.run.Inference;
import fovea.server.experiment.Laboratory.Doing;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.storage.ExperimentStore;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.PictureStore;
import fovea.server.training.Trainings;
import fovea.web.Pages;
import fovea.web.experiment.ExperimentsPresenter;
import fovea.web.experiment.Now;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The experiments' pages, and what people can do there. Thread-safe; works until it is closed. */
public final class ExperimentsHandler implements AutoCloseable {

  private static final String ALL = ExperimentsPresenter.ADDRESS;
  private static final String ONE = ALL + "/{experiment}";

  private final ExperimentStore store;
  private final Laboratory laboratory;
  private final ArmNetworks networks;
  private final Watchers watchers = new Watchers();
  private final Replies replies;

  /** Begins at once with what was asked for before a restart. */
  public ExperimentsHandler(Pages pages, ExperimentStore store, NetworkStore networks,
      PictureStore pictures, Trainings trainings, Inference inference) {
    this.store = store;
    this.laboratory = new Laboratory(store, trainings, inference);
    this.networks = new ArmNetworks(store, networks, pictures);
    this.replies = new Replies(pages);
  }

  /** Adds the addresses. */
  public void addTo(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.get(ONE, context -> show(context, "experiment"));
    routes.get(ONE + "/now", context -> show(context, "experiment/swapped"));
    routes.post(ONE, this::ask);
    routes.post(ONE + "/cancel", this::cancel);
    routes.post(ONE + "/{arm}/open", this::open);
  }

  private void list(Context context) {
    replies.html(context, "experiments", new ExperimentsPresenter(Replies.words(context))
        .all(Experiments.all().stream().map(it -> now(context, it)).toList()));
  }

  private void show(Context context, String template) {
    Experiment experiment = experiment(context);
    watchers.note(experiment.word(), Session.of(context).owner());
    replies.html(context, template,
        new ExperimentsPresenter(Replies.words(context)).one(now(context, experiment)));
  }

  private Now now(Context context, Experiment experiment) {
    String key = experiment.key();
    Optional<Owner> asked = store.askedBy(key);
    Doing doing = laboratory.doing();
    boolean isHere = doing.experiment().equals(key);
    Result result = store.result(key);
    return new Now(experiment, result, asked.isPresent(), isHere || !result.rows().isEmpty(),
        isHere ? doing.trial() : 0,
        asked.filter(owner -> mayCancel(experiment, owner, context)).isPresent());
  }

  /** Who has asked for it, as long as nobody else looks at what comes. */
  private boolean mayCancel(Experiment experiment, Owner asked, Context context) {
    Owner owner = Session.of(context).owner();
    return asked.equals(owner) && watchers.isAlone(experiment.word(), owner);
  }

  private void ask(Context context) {
    Experiment experiment = experiment(context);
    if (!store.result(experiment.key()).isWhole(experiment)) {
      laboratory.requireRoom(experiment);
      store.ask(experiment.key(), Session.of(context).owner());
      laboratory.look();
    }
    answer(context, experiment);
  }

  private void cancel(Context context) {
    Experiment experiment = experiment(context);
    store.askedBy(experiment.key()).ifPresent(asked -> {
      if (!mayCancel(experiment, asked, context)) {
        throw Refusal.unusable("Somebody else waits for this experiment; it goes on.");
      }
      store.end(experiment.key());
    });
    answer(context, experiment);
  }

  private void answer(Context context, Experiment experiment) {
    if (Replies.wantsFragments(context)) {
      show(context, "experiment/swapped");
    } else {
      Replies.seeOther(context, ALL + "/" + experiment.word());
    }
  }

  private void open(Context context) {
    Experiment experiment = experiment(context);
    Arm arm = experiment.arms().stream()
        .filter(it -> it.word().equals(context.pathParam("arm"))).findFirst()
        .orElseThrow(() -> Refusal.notFound("This experiment has no such network."));
    Replies.seeOther(context,
        "/networks/" + networks.open(Session.of(context).owner(), experiment, arm));
  }

  private static Experiment experiment(Context context) {
    return Experiments.named(context.pathParam("experiment"))
        .orElseThrow(() -> Refusal.notFound("There is no such experiment."));
  }

  @Override
  public void close() {
    laboratory.close();
  }
}
