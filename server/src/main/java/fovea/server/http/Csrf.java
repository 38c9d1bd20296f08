package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Lets only our own pages change things: every request that is not a GET carries the token of its
 * session (header {@code X-CSRF-Token} or form field {@code _csrf}) and comes from our own origin.
 */
public final class Csrf implements Handler {

  @Override
  public void handle(Context context) {
    if (Origins.isGet(context)) {
      return;
    }
    String origin = context.header("Origin");
    if (origin != null && !Origins.isOwn(context, origin)) {
      throw Refusal.forbidden("This was sent by another web site.");
    }
    String site = context.header("Sec-Fetch-Site");
    if ("cross-site".equals(site)) {
      throw Refusal.forbidden("This was sent by another web site.");
    }
    if (!same(Session.of(context).csrf(), token(context))) {
      throw Refusal.forbidden("This page is out of date; reload it and try again.");
    }
  }

  private static String token(Context context) {
    String header = context.header("X-CSRF-Token");
    return header != null ? header : Form.of(context).text("_csrf").orElse("");
  }

  /** Compares in constant time, so that answers do not tell how much of a guess was right. */
  private static boolean same(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
