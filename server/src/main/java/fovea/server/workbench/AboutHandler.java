package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.run.Inference;
import fovea.server.http.Form;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.about.AboutView;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** What this server computes with, and its limits. */
final class AboutHandler implements Handler {

  private final Inference inference;
  private final Answers answers;

  AboutHandler(Inference inference, Answers answers) {
    this.inference = inference;
    this.answers = answers;
  }

  @Override
  public void handle(Context context) {
    Words words = Answers.visit(context).words();
    Numbers numbers = words.numbers();
    answers.html(context, "about", new AboutView(words.translated(inference.kernels()),
        numbers.whole(inference.threads()), numbers.bytes(inference.cachedBytes()),
        numbers.whole(NetworkDocument.MAX_LAYERS), numbers.bytes(Form.MAX_BYTES)));
  }
}
