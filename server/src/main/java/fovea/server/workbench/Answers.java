package fovea.server.workbench;

import fovea.engine.picture.Folding;
import fovea.server.http.Language;
import fovea.server.http.Session;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Step;
import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.Words;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import fovea.web.workbench.Typed;
import fovea.web.workbench.WorkbenchPresenter;
import fovea.web.workbench.WorkbenchPresenter.PictureChoices;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/**
 * Answers people: with fragments where htmx asks, with a page or the way to one where a browser does
 * without scripts. Thread-safe.
 */
final class Answers {

  private final Pages pages;
  private final PictureChoices choices;

  Answers(Pages pages, BuiltInPictures builtIn) {
    this.pages = pages;
    this.choices = new PictureChoices(builtIn.names(),
        Arrays.stream(Fit.values()).map(Fit::word).toList(),
        Arrays.stream(Normalisation.values()).map(Normalisation::word).toList(),
        Arrays.stream(Step.Kind.values()).collect(Collectors.toMap(Step.Kind::word,
            kind -> kind.numbers().stream().map(Step.Amount::word).toList(), (one, _) -> one,
            LinkedHashMap::new)));
  }

  /** Who asks, in which language. */
  static Visit visit(Context context) {
    return new Visit(Session.of(context).csrf(), Language.of(context));
  }

  /** Whether htmx asks for fragments; when it restores a page it wants all of it. */
  static boolean wantsFragments(Context context) {
    return context.header("HX-Request") != null
        && context.header("HX-History-Restore-Request") == null;
  }

  /** Sends a template. */
  void html(Context context, String template, Object view) {
    context.header("Vary", "HX-Request").contentType("text/html; charset=utf-8")
        .result(pages.html(template, view, visit(context)));
  }

  /** The whole workbench. */
  void page(Context context, OpenNetwork open, Chosen chosen) {
    html(context, "workbench", presenter(context).page(open, chosen, Typed.FINE));
  }

  /** A frozen copy, to look at. */
  void shared(Context context, OpenNetwork open, Chosen chosen) {
    html(context, "shared", presenter(context).page(open, chosen, Typed.FINE));
  }

  /** Another layer on a page that is there. */
  void chosen(Context context, OpenNetwork open, Chosen chosen) {
    html(context, "workbench/chosen", presenter(context).chosen(open, chosen, Typed.FINE));
  }

  /** Other weights of the chosen layer, on a page that is there. */
  void weights(Context context, OpenNetwork open, Chosen chosen) {
    context.header("HX-Replace-Url", open.address() + chosen.query());
    html(context, "workbench/weights-shown", presenter(context).chosen(open, chosen, Typed.FINE));
  }

  /** What an edit has changed. */
  void changed(Context context, OpenNetwork before, OpenNetwork after, Chosen chosen) {
    if (wantsFragments(context)) {
      context.header("HX-Replace-Url", address(context, after, chosen));
      html(context, "workbench/changed", presenter(context).changed(before, after, chosen));
    } else {
      seeOther(context, after.address() + chosen.query());
    }
  }

  /** The picture of the network with other groups folded; the address says which. */
  void folded(Context context, OpenNetwork open, Chosen chosen) {
    context.header("HX-Replace-Url", address(context, open, chosen));
    html(context, "workbench/folded", presenter(context).folded(open, chosen));
  }

  private static String address(Context context, OpenNetwork open, Chosen chosen) {
    String fold = Looks.folding(context).text();
    return open.address() + chosen.query() + (fold.isEmpty() ? "" : "&fold=" + fold)
        + open.place().hiding();
  }

  /** What a run has brought: everything, since nobody knows what the page had before it. */
  void ran(Context context, OpenNetwork open, Chosen chosen) {
    if (wantsFragments(context)) {
      html(context, "workbench/changed", presenter(context).page(open, chosen, Typed.FINE));
    } else {
      seeOther(context, open.address() + chosen.query());
    }
  }

  /** How far a run is. */
  void progress(Context context, OpenNetwork open, Chosen chosen) {
    if (wantsFragments(context)) {
      html(context, "workbench/progress", presenter(context).chosen(open, chosen, Typed.FINE));
    } else {
      seeOther(context, open.address() + chosen.query());
    }
  }

  /** The reader's text in its fields, with what is wrong about it; nothing was changed. */
  void wrong(Context context, OpenNetwork open, String layer, Typed typed) {
    context.status(422);
    WorkbenchPresenter presenter = presenter(context);
    if (wantsFragments(context)) {
      html(context, "workbench/chosen", presenter.chosen(open, Chosen.layer(layer), typed));
    } else {
      html(context, "workbench", presenter.page(open, Chosen.layer(layer), typed));
    }
  }

  /** Sends the browser there with a GET. */
  static void seeOther(Context context, String address) {
    if (wantsFragments(context)) {
      context.header("HX-Redirect", address).status(204);
    } else {
      context.header("Location", address).status(303);
    }
  }

  private WorkbenchPresenter presenter(Context context) {
    return new WorkbenchPresenter(visit(context).words(), choices, Looks.folding(context));
  }

  /** What makes the workbench for a reader of that language who has not folded anything. */
  WorkbenchPresenter presenter(Words words) {
    return new WorkbenchPresenter(words, choices, Folding.UNTOUCHED);
  }
}
