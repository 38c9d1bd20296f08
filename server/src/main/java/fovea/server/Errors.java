package fovea.server;

import fovea.engine.dataset.file.MalformedDataset;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.MalformedDocument;
import fovea.engine.format.MalformedSafetensors;
import fovea.server.http.Language;
import fovea.server.http.Metrics;
import fovea.server.http.ProblemDocument;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.Words;
import fovea.web.prose.ErrorView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a handler throws into an answer, in one place: a problem document (RFC 9457) under
 * {@code /api/v1} and for the scripts of our pages, a page for people.
 */
final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final Pages pages;

  private Errors(Pages pages) {
    this.pages = pages;
  }

  static void add(RoutesConfig routes, Pages pages) {
    new Errors(pages).add(routes);
  }

  private void add(RoutesConfig routes) {
    routes.exception(Refusal.class, (refusal, context) -> answer(context, refusal));
    routes.exception(
        MalformedDocument.class,
        (malformed, context) -> answer(context, Refusal.malformed(sentence(malformed))));
    routes.exception(
        MalformedSafetensors.class,
        (malformed, context) -> answer(context, Refusal.malformed(sentence(malformed))));
    routes.exception(
        MalformedDataset.class,
        (malformed, context) -> answer(context, Refusal.malformed(sentence(malformed))));
    routes.exception(
        DocumentTooLarge.class,
        (large, context) -> answer(context, Refusal.overLimit(large.limit(), sentence(large))));
    routes.exception(
        EndpointNotFound.class,
        (none, context) -> answer(context, 404,
            Words.in(Language.of(context)).say("error.404.detail", context.path()), ""));
    routes.exception(
        MethodNotAllowedResponse.class,
        (wrong, context) -> {
          wrong.getDetails().values().forEach(methods -> context.header("Allow", methods));
          answer(context, wrong.getStatus(), sentence(wrong), "");
        });
    routes.exception(
        HttpResponseException.class,
        (response, context) -> answer(context, response.getStatus(), sentence(response), ""));
    routes.exception(
        Exception.class,
        (bug, context) -> {
          LOG.error("{} {} failed", context.method(), Metrics.route(context), bug);
          answer(context, 500, "Something went wrong on our side; it has been written down.", "");
        });
  }

  private static String sentence(Exception exception) {
    return String.valueOf(exception.getMessage());
  }

  private void answer(Context context, Refusal refusal) {
    if (refusal.retryAfterSeconds() > 0) {
      context.header("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
    }
    answer(context, refusal.status(), refusal.detail(), refusal.limit().orElse(""));
  }

  private void answer(Context context, int status, String english, String limit) {
    // Whatever was to be kept for long was not this.
    context.header("Cache-Control", "no-store");
    // Programs read English; people, and the scripts of their pages, read their own language.
    boolean isForPrograms = context.path().startsWith("/api/v1");
    String detail = isForPrograms
        ? english
        : Words.in(Language.of(context)).translated(english);
    if (!isForPrograms && wantsPage(context)) {
      Visit visit = Session.isThere(context)
          ? Replies.visit(context)
          : new Visit("", Language.of(context));
      context.status(status)
          .contentType("text/html; charset=utf-8")
          .result(pages.html("error", ErrorView.of(status, detail, visit.words()), visit));
    } else {
      ProblemDocument.of(status, detail, limit).send(context);
    }
  }

  /** A person who opens an address; scripts, and the scripts of our pages, read problems. */
  private static boolean wantsPage(Context context) {
    String accepted = context.header("Accept");
    return accepted != null
        && accepted.contains("text/html")
        && context.header("HX-Request") == null;
  }
}
