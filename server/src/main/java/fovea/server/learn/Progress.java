package fovea.server.learn;

import fovea.server.http.Session;
import fovea.server.storage.ProgressStore;
import fovea.web.learn.Course;
import fovea.web.learn.LearnPresenter;
import fovea.web.learn.Step;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Notes that a step was read, and the one before it: whoever came to that first had no cookie yet. */
  void visit(Context context, Step step, Set<String> visited) {
    Session session = Session.of(context);
    if (!session.isNew()) {
      Stream.concat(before(context).stream(), Stream.of(step)).map(LearnPresenter::key).distinct()
          .filter(key -> !visited.contains(key))
          .forEach(key -> store.note(session.owner(), STEP + key, "read"));
    }
  }

  /** The step that the visitor comes from. */
  private static Optional<Step> before(Context context) {
    String page = Objects.requireNonNullElse(context.header("HX-Current-URL"),
        Objects.requireNonNullElse(context.header("Referer"), ""));
    String[] parts = page.split("[/~?#]", 8);
    return parts.length > 5 && parts[3].equals("learn")
        ? Course.step(parts[4], parts[5])
        : Optional.empty();
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
