package fovea.server.api;

import fovea.server.http.Language;
import fovea.server.http.Session;
import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.prose.ApiView;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code GET /api}: the calls, described for people. */
public final class ApiPage implements Handler {

  private final Pages pages;

  public ApiPage(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void handle(Context context) {
    Visit visit = new Visit(Session.csrfOf(context), Language.of(context));
    ApiView view = ApiView.of(OpenApi.document(), visit.words(),
        context.scheme() + "://" + context.host());
    context.contentType("text/html; charset=utf-8").result(pages.html("api", view, visit));
  }
}
