package fovea.server.learn;

import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.ProgressStore;
import fovea.web.learn.ChecksPresenter;
import fovea.web.learn.ChecksView.Kind;
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
    Kind kind;
    try {
      kind = presenter.check(page, word, answer).kind();
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("There is nothing to answer here.");
    }
    if (kind == Kind.CLAIM && !answer.matches("true|false")) {
      throw Refusal.malformed("A claim is \"true\" or \"false\".");
    }
    String item = page + ":" + word;
    // Of two answers the first one counts: the second would be read off the explanation.
    if (!answer.isEmpty() && !(kind == Kind.CLAIM && progress.all(context).containsKey(item))) {
      progress.note(context, item, answer);
    }
    if (Replies.wantsFragments(context)) {
      replies.html(context, "learn/checked", presenter.page(page, progress.all(context)));
    } else {
      Replies.seeOther(context, "/learn/" + page + "#" + word);
    }
  }
}
