package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;

/**
 * The sentence that tells a newcomer what the page is. As a handler it takes the sentence away, for as
 * long as browsers keep a cookie, and goes back.
 */
public final class Introduction implements Handler {

  private static final String COOKIE = "fovea_introduced";
  private static final int KEPT_SECONDS = 400 * 24 * 60 * 60;

  /** Whether this visitor has not taken it away yet. */
  public static boolean isWanted(Context context) {
    return context.cookie(COOKIE) == null;
  }

  @Override
  public void handle(Context context) {
    context.cookie(new Cookie(COOKIE, "yes", "/", KEPT_SECONDS, false, true, null, SameSite.LAX));
    if (context.header("HX-Request") == null) {
      context.header("Location", Language.back(context.header("Referer"))).status(303);
    }
  }
}
