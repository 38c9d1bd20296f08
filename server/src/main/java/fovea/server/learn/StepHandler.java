package fovea.server.learn;

import fovea.server.http.Form;
import fovea.server.http.Replies;
import fovea.server.workbench.LessonForm;
import fovea.server.workbench.LessonPieces;
import fovea.server.workbench.LessonPieces.Shown;
import fovea.server.workbench.Variation;
import fovea.web.learn.LearnPresenter;
import fovea.web.learn.LessonView;
import fovea.web.workbench.Typed;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The steps of the course: show them, change what lies beside their texts, take a copy of it along. */
final class StepHandler {

  /** What a page of a network may have behind its address. */
  private static final Pattern LOOK = Pattern
      .compile("(?:/[\\w.]+)*+(?:\\?[\\w.=&%,-]*+)?");
  private static final int MOST_LOOK = 1_000;

  private final LessonPieces pieces;
  private final Progress progress;
  private final Replies replies;

  StepHandler(LessonPieces pieces, Progress progress, Replies replies) {
    this.pieces = pieces;
    this.progress = progress;
    this.replies = replies;
  }

  /** The page, or to htmx on it what differs in another state. */
  void show(Context context) {
    Variation variation = Variation.of(context);
    show(context, variation, pieces.of(context, variation, Typed.FINE));
  }

  private void show(Context context, Variation variation, Shown shown) {
    Set<String> visited = progress.steps(context);
    LessonView view = new LearnPresenter(Replies.words(context)).step(variation.step(),
        shown.place(), shown.reading(), shown.unit(),
        link -> Links.after(link, variation, context.queryString()),
        shown.piece(), shown.view(),
        visited);
    progress.visit(context, variation.step(), visited);
    replies.html(context, isShown(context, variation) ? "learn/swapped" : "learn/step", view);
  }

  /** Whether htmx asks from the same step. */
  private static boolean isShown(Context context, Variation variation) {
    String url = context.header("HX-Current-URL");
    if (context.header("HX-Request") == null || url == null
        || context.header("HX-History-Restore-Request") != null
        || List.of("lesson", "layer-table").contains(
            Objects.requireNonNullElse(context.header("HX-Target"), ""))) {
      return false;
    }
    try {
      String[] page = String.valueOf(URI.create(url).getRawPath()).split("[/~]", 5);
      return page.length > 3
          && variation.step().address().equals("/learn/" + page[2] + "/" + page[3]);
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** {@code ?kernel_size=5&…}: the step with those arguments; its address says them from then on. */
  void change(Context context) {
    Variation variation = Variation.of(context);
    switch (pieces.changed(context, variation)) {
      case LessonForm.Understood(Variation changed) when isShown(context, changed) -> {
        context.header("HX-Replace-Url", changed.address());
        show(context, changed, pieces.of(context, changed, Typed.FINE));
      }
      case LessonForm.Understood(Variation changed) ->
        context.header("Location", changed.address()).status(303);
      case LessonForm.NotUnderstood(Typed typed) -> {
        context.status(422).header("HX-Replace-Url", variation.address());
        show(context, variation, pieces.of(context, variation, typed));
      }
    }
  }

  /** {@code at}: a copy of the network for the visitor's workbench, opened at what the page shows. */
  void open(Context context) {
    Variation variation = Variation.of(context);
    String at = Form.of(context).text("at").orElse("");
    String look = at.isEmpty() ? Links.look(variation) : at;
    boolean isBelow = look.length() <= MOST_LOOK && LOOK.matcher(look).matches()
        && !look.contains("..");
    Replies.seeOther(context, pieces.copy(context, variation) + (isBelow ? look : ""));
  }
}
