package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Lets refusals arrive as answers where a page's scripts ask for that ({@value #ASKED}), since browsers
 * write every other status into their console: {@value #SAID} says the status that anybody else would
 * get. Errors of ours keep theirs.
 */
public final class QuietRefusals implements Handler {

  static final String ASKED = "Fovea-Quiet";
  static final String SAID = "Fovea-Refused";

  @Override
  public void handle(Context context) {
    int status = context.statusCode();
    if (context.header(ASKED) != null && status >= 400 && status < 500) {
      context.header(SAID, Integer.toString(status)).status(200);
    }
  }
}
