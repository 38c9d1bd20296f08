package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.run.Inference;
import fovea.server.http.Form;
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
    var numbers = Answers.visit(context).words().numbers();
    answers.html(context, "about", new AboutView(inference.kernels(),
        numbers.whole(inference.threads()), numbers.bytes(inference.cachedBytes()),
        numbers.whole(NetworkDocument.MAX_LAYERS), numbers.bytes(Form.MAX_BYTES)));
  }
}
