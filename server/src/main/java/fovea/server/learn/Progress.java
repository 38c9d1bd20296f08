package fovea.server.learn;

import fovea.server.http.Session;
import fovea.server.storage.ProgressStore;
import fovea.web.learn.LearnPresenter;
import fovea.web.learn.Step;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How far whoever asks is. Nobody is noted who brings no cookie: looking must not fill the disk. */
final class Progress {

  private static final String STEP = "step:";

  private final ProgressStore store;

  Progress(ProgressStore store) {
    this.store = store;
  }

  /** Everything that is noted of this visitor. */
  Map<String, String> all(Context context) {
    return store.of(Session.of(context).owner());
  }

  /** The steps that this visitor has read, as {@link LearnPresenter#key} has them. */
  Set<String> steps(Context context) {
    return all(context).keySet().stream().filter(item -> item.startsWith(STEP))
        .map(item -> item.substring(STEP.length())).collect(Collectors.toSet());
  }

  /** Notes that a step was read. */
  void visit(Context context, Step step, Set<String> visited) {
    Session session = Session.of(context);
    String key = LearnPresenter.key(step);
    if (!session.isNew() && !visited.contains(key)) {
      store.note(session.owner(), STEP + key, "read");
    }
  }

  /** Notes what somebody has answered. */
  void note(Context context, String item, String result) {
    store.note(Session.of(context).owner(), item, result);
  }

  /** Forgets everything. */
  void forget(Context context) {
    store.forget(Session.of(context).owner());
  }
}
