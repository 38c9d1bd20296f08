package fovea.server.learn;

import fovea.engine.exercise.Exercise;
import fovea.engine.exercise.Question;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.workbench.LessonPieces;
import fovea.web.learn.QuestionPresenter;
import fovea.web.learn.SummaryPresenter;
import io.javalin.http.Context;
import java.util.Map;

/** Questions about networks that nobody has seen before: ask them, mark answers. */
final class QuestionsHandler {

  /** More letters than any answer needs. */
  private static final int MOST_LETTERS = 200;

  private final LessonPieces pieces;
  private final Progress progress;
  private final Replies replies;

  QuestionsHandler(LessonPieces pieces, Progress progress, Replies replies) {
    this.pieces = pieces;
    this.progress = progress;
    this.replies = replies;
  }

  /** {@code /learn/questions/{kind}}: to the first one of that kind, or of the first kind. */
  void first(Context context) {
    String kind = context.pathParamMap().getOrDefault("kind", Question.Kind.SHAPE.word());
    Replies.seeOther(context, QuestionPresenter.address(new Question(kind(kind), 1, 1)));
  }

  void show(Context context) {
    page(context, question(context), "");
  }

  /** {@code answer}: the page with what became of it. */
  void answer(Context context) {
    Question question = question(context);
    String answer = Form.of(context).text("answer").orElse("").strip();
    if (answer.length() > MOST_LETTERS) {
      throw Refusal.overLimit("answer_letters", "An answer has at most " + MOST_LETTERS
          + " letters, and this one " + answer.length() + ".");
    }
    if (new QuestionPresenter(Replies.words(context)).isRight(question, answer)) {
      Map<String, String> all = progress.all(context);
      progress.note(context, SummaryPresenter.key(question),
          SummaryPresenter.noted(all, question));
    }
    page(context, question, answer);
  }

  private void page(Context context, Question question, String answer) {
    replies.html(context, "learn/question",
        new QuestionPresenter(Replies.words(context)).page(question, answer,
            SummaryPresenter.solved(progress.all(context), question),
            pieces.link(Exercise.of(question).network())));
  }

  private static Question.Kind kind(String word) {
    return Question.Kind.named(word)
        .orElseThrow(() -> Refusal.notFound("There are no questions of that kind."));
  }

  private static Question question(Context context) {
    String level = context.pathParam("level");
    String seed = context.pathParam("seed");
    if (!level.matches("[1-9]") || Integer.parseInt(level) > Question.LEVELS
        || !seed.matches("\\d{1,15}")) {
      throw Refusal.notFound("There is no such question.");
    }
    return new Question(
        kind(context.pathParam("kind")), Integer.parseInt(level), Long.parseLong(seed));
  }
}
