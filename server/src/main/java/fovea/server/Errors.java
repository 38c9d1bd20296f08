package fovea.server;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.MalformedDocument;
import fovea.engine.format.MalformedSafetensors;
import fovea.server.http.ProblemDocument;
import fovea.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a handler throws into an answer, in one place: a problem document (RFC 9457) under
 * {@code /api/v1}, a page or a fragment for people.
 */
final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static void add(RoutesConfig routes) {
    routes.exception(Refusal.class, (refusal, context) -> answer(context, refusal));
    routes.exception(
        MalformedDocument.class,
        (malformed, context) -> answer(context, Refusal.malformed(sentence(malformed))));
    routes.exception(
        MalformedSafetensors.class,
        (malformed, context) -> answer(context, Refusal.malformed(sentence(malformed))));
    routes.exception(
        DocumentTooLarge.class,
        (large, context) -> answer(context, Refusal.overLimit(large.limit(), sentence(large))));
    routes.exception(
        HttpResponseException.class,
        (response, context) -> answer(context, response.getStatus(),
            String.valueOf(response.getMessage()), ""));
    routes.exception(
        Exception.class,
        (bug, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), bug);
          answer(context, 500, "Something went wrong on our side; it has been written down.", "");
        });
  }

  private static String sentence(Exception exception) {
    return String.valueOf(exception.getMessage());
  }

  private static void answer(Context context, Refusal refusal) {
    if (refusal.retryAfterSeconds() > 0) {
      context.header("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
    }
    answer(context, refusal.status(), refusal.detail(), refusal.limit().orElse(""));
  }

  private static void answer(Context context, int status, String detail, String limit) {
    ProblemDocument problem = ProblemDocument.of(status, detail, limit);
    if (context.path().startsWith("/api/v1")) {
      problem.send(context);
    } else {
      context.status(status).contentType("text/plain; charset=utf-8").result(detail);
    }
  }
}
