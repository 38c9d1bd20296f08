package fovea.server.learn;

import fovea.server.http.Replies;
import fovea.server.storage.ProgressStore;
import fovea.server.workbench.LessonPieces;
import fovea.web.Pages;
import fovea.web.learn.ChecksPresenter;
import fovea.web.learn.LearnPresenter;
import fovea.web.learn.ProsePresenter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The course: its handlers put together, and every address that it answers. Thread-safe. */
public final class Learn {

  private static final String STEP = "/learn/{chapter}/{step}";

  private final Replies replies;
  private final Progress progress;
  private final StepHandler steps;
  private final ChecksHandler checks;

  public Learn(Pages pages, ProgressStore store, LessonPieces pieces) {
    this.replies = new Replies(pages);
    this.progress = new Progress(store);
    this.steps = new StepHandler(pieces, progress, replies);
    this.checks = new ChecksHandler(progress, replies);
  }

  /** Adds the addresses; those that lie below a step and bring pictures are the workbench's. */
  public void addTo(RoutesConfig routes) {
    routes.get("/learn", this::contents);
    for (String page : ChecksPresenter.PAGES) {
      routes.get("/learn/" + page, context -> checks.show(context, page));
      routes.post("/learn/" + page + "/{word}", context -> checks.answer(context, page));
    }
    routes.get("/learn/figures", context -> replies.html(context, "learn/figures",
        new ProsePresenter(Replies.words(context)).figures()));
    routes.get("/learn/glossary", context -> replies.html(context, "learn/glossary",
        new ProsePresenter(Replies.words(context)).glossary()));

    routes.get(STEP, steps::show);
    routes.get(STEP + "/layers/{layer}/units/{channel}/{y}/{x}", steps::show);
    routes.get(STEP + "/principles/{principle}", steps::show);
    routes.get(STEP + "/table", steps::show);
    routes.get(STEP + "/change", steps::change);
    routes.post(STEP + "/open", steps::open);
  }

  private void contents(Context context) {
    replies.html(context, "learn",
        new LearnPresenter(Replies.words(context)).contents(progress.steps(context)));
  }
}
