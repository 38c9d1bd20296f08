package fovea.server.learn;

import fovea.engine.exercise.Task;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.ProgressStore;
import fovea.server.workbench.LessonPieces;
import fovea.web.Pages;
import fovea.web.learn.ChecksPresenter;
import fovea.web.learn.Course;
import fovea.web.learn.LearnPresenter;
import fovea.web.learn.ProsePresenter;
import fovea.web.learn.SummaryPresenter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;

/** The course: its handlers put together, and every address that it answers. Thread-safe. */
public final class Learn {

  private static final String STEP = "/learn/{chapter}/{step}";

  private final LessonPieces pieces;
  private final Replies replies;
  private final Progress progress;
  private final StepHandler steps;
  private final ChecksHandler checks;
  private final QuestionsHandler questions;

  public Learn(Pages pages, ProgressStore store, LessonPieces pieces) {
    this.pieces = pieces;
    this.replies = new Replies(pages);
    this.progress = new Progress(store);
    this.steps = new StepHandler(pieces, progress, replies);
    this.checks = new ChecksHandler(progress, replies);
    this.questions = new QuestionsHandler(pieces, progress, replies);
  }

  /** Adds the addresses; those that lie below a step and bring pictures are the workbench's. */
  public void addTo(RoutesConfig routes) {
    routes.get("/learn", this::contents);
    for (String page : ChecksPresenter.PAGES) {
      routes.get("/learn/" + page, context -> checks.show(context, page));
      routes.post("/learn/" + page + "/{word}", context -> checks.answer(context, page));
    }
    routes.get("/learn/questions", questions::first);
    routes.get("/learn/questions/{kind}", questions::first);
    routes.get("/learn/questions/{kind}/{level}/{seed}", questions::show);
    routes.post("/learn/questions/{kind}/{level}/{seed}", questions::answer);
    routes.get("/learn/tasks", context -> replies.html(context, "learn/tasks",
        new SummaryPresenter(Replies.words(context)).tasks(progress.all(context))));
    routes.post("/learn/tasks/{task}", this::start);
    routes.get("/learn/summary", context -> replies.html(context, "learn/summary",
        new SummaryPresenter(Replies.words(context))
            .summary(progress.all(context), LocalDate.now(ZoneId.systemDefault()))));
    routes.post("/learn/forget", this::forget);
    routes.get("/learn/figures", context -> replies.html(context, "learn/figures",
        new ProsePresenter(Replies.words(context)).figures()));
    routes.get("/learn/glossary", context -> replies.html(context, "learn/glossary",
        new ProsePresenter(Replies.words(context)).glossary()));

    routes.get("/learn/{chapter}", context -> Replies.seeOther(context,
        Course.chapter(context.pathParam("chapter"))
            .map(chapter -> chapter.steps().getFirst().address())
            .orElseThrow(() -> Refusal.notFound("The course has no such chapter."))));
    routes.get(STEP, steps::show);
    routes.get(STEP + "/layers/{layer}/units/{channel}/{y}/{x}", steps::show);
    routes.get(STEP + "/principles/{principle}", steps::show);
    routes.get(STEP + "/table", steps::show);
    routes.get(STEP + "/change", steps::change);
    routes.post(STEP + "/open", steps::open);
  }

  /** Begins a design task in the workbench. */
  private void start(Context context) {
    Task task = Task.named(context.pathParam("task")).filter(it -> !it.isOwn())
        .orElseThrow(() -> Refusal.notFound("There is no such task."));
    Replies.seeOther(context, pieces.start(context, task));
  }

  private void forget(Context context) {
    progress.forget(context);
    Replies.seeOther(context, "/learn");
  }

  private void contents(Context context) {
    replies.html(context, "learn",
        new LearnPresenter(Replies.words(context)).contents(progress.steps(context)));
  }
}
