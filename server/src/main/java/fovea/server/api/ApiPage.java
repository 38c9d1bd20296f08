package fovea.server.api;

import fovea.server.http.Replies;
import fovea.web.Pages;
import fovea.web.prose.ApiView;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code GET /api}: the calls, described for people. */
public final class ApiPage implements Handler {

  private final Replies replies;

  public ApiPage(Pages pages) {
    this.replies = new Replies(pages);
  }

  @Override
  public void handle(Context context) {
    ApiView view = ApiView.of(OpenApi.document(), Replies.words(context),
        context.scheme() + "://" + context.host());
    replies.html(context, "api", view);
  }
}
