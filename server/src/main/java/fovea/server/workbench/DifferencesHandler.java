package fovea.server.workbench;

import fovea.web.prose.DifferencesView;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code GET /differences}: where frameworks disagree, with networks to open. */
record DifferencesHandler(Answers answers) implements Handler {

  @Override
  public void handle(Context context) {
    answers.html(context, "differences",
        DifferencesView.of(NetworkLink::of, Answers.visit(context).words()));
  }
}
