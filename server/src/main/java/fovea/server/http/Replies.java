package fovea.server.http;

import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.Words;
import fovea.web.room.BarView;
import io.javalin.http.Context;

/** Answers people with pages in their language, or sends them on. Thread-safe. */
public final class Replies {

  private static final int MOST_BACK = 4_000;
  private static final String BAR = "fovea.bar";

  private final Pages pages;

  public Replies(Pages pages) {
    this.pages = pages;
  }

  /** Who asks, in which language. */
  public static Visit visit(Context context) {
    return new Visit(Session.of(context).csrf(), Language.of(context),
        Introduction.isWanted(context), context.attribute(BAR));
  }

  /** Notes in which room whoever asks is. */
  public static void attach(Context context, BarView room) {
    context.attribute(BAR, room);
  }

  /** The words for whoever asks. */
  public static Words words(Context context) {
    return visit(context).words();
  }

  /** Whether htmx asks for fragments; when it restores a page it wants all of it. */
  public static boolean wantsFragments(Context context) {
    return context.header("HX-Request") != null
        && context.header("HX-History-Restore-Request") == null;
  }

  /** Sends a template. */
  public void html(Context context, String template, Object view) {
    context.header("Vary", "HX-Request").contentType("text/html; charset=utf-8")
        .result(pages.html(template, view, visit(context)));
  }

  /**
   * Sends the browser back to the page that a form says it came from, or else there: only what cannot
   * be taken for an address elsewhere is believed.
   */
  public static void back(Context context, String otherwise) {
    seeOther(context, Form.of(context).text("back").filter(Replies::isOwnPath).orElse(otherwise));
  }

  private static boolean isOwnPath(String address) {
    return address.startsWith("/") && !address.startsWith("//")
        && address.length() <= MOST_BACK
        && address.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != '\\');
  }

  /** Sends the browser there with a GET. */
  public static void seeOther(Context context, String address) {
    if (wantsFragments(context)) {
      context.header("HX-Redirect", address).status(204);
    } else {
      context.header("Location", address).status(303);
    }
  }
}
