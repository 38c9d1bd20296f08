package fovea.server.learn;

import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.ProgressStore;
import fovea.web.learn.ChecksPresenter;
import io.javalin.http.Context;
import java.util.NoSuchElementException;

/** The quiz, the questions to think about and the problems: show them, take answers. */
final class ChecksHandler {

  private final Progress progress;
  private final Replies replies;

  ChecksHandler(Progress progress, Replies replies) {
    this.progress = progress;
    this.replies = replies;
  }

  /** The page. */
  void show(Context context, String page) {
    replies.html(context, "learn/checks",
        new ChecksPresenter(Replies.words(context)).page(page, progress.all(context)));
  }

  /** {@code answer}: what somebody answers to one thing of the page. */
  void answer(Context context, String page) {
    String word = context.pathParam("word");
    String answer = Form.of(context).text("answer").orElse("").strip();
    if (answer.length() > ProgressStore.MOST_LETTERS) {
      throw Refusal.overLimit("answer_letters", "An answer has at most "
          + ProgressStore.MOST_LETTERS + " letters, and this one " + answer.length() + ".");
    }
    ChecksPresenter presenter = new ChecksPresenter(Replies.words(context));
    try {
      presenter.check(page, word, answer);
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("There is nothing to answer here.");
    }
    if (!answer.isEmpty()) {
      progress.note(context, page + ":" + word, answer);
    }
    if (Replies.wantsFragments(context)) {
      replies.html(context, "learn/checked", presenter.page(page, progress.all(context)));
    } else {
      Replies.seeOther(context, "/learn/" + page + "#" + word);
    }
  }
}
