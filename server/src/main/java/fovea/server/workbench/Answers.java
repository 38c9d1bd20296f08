package fovea.server.workbench;

import fovea.engine.picture.Folding;
import fovea.server.http.Replies;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Step;
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

  private final Replies replies;
  private final PictureChoices choices;

  Answers(Replies replies, BuiltInPictures builtIn) {
    this.replies = replies;
    this.choices = new PictureChoices(builtIn.names(),
        Arrays.stream(Fit.values()).map(Fit::word).toList(),
        Arrays.stream(Normalisation.values()).map(Normalisation::word).toList(),
        Arrays.stream(Step.Kind.values()).collect(Collectors.toMap(Step.Kind::word,
            kind -> kind.numbers().stream().map(Step.Amount::word).toList(), (one, _) -> one,
            LinkedHashMap::new)));
  }

  /** Who asks, in which language. */
  static Visit visit(Context context) {
    return Replies.visit(context);
  }

  /** Whether htmx asks for fragments; when it restores a page it wants all of it. */
  static boolean wantsFragments(Context context) {
    return Replies.wantsFragments(context);
  }

  /** Whether it does so on the page that they are of: on another they would find no place. */
  static boolean wantsFragmentsOf(String page, Context context) {
    return wantsFragments(context) && Looks.isOn(page, context);
  }

  /** That page, or to htmx on it what changes; htmx on another page is led there. */
  void page(Context context, String page, String template, String fragments, Object view) {
    if (wantsFragmentsOf(page, context)) {
      html(context, fragments, view);
    } else if (wantsFragments(context)) {
      String query = context.queryString();
      seeOther(context, context.path() + (query == null ? "" : "?" + query));
    } else {
      html(context, template, view);
    }
  }

  /** Sends a template. */
  void html(Context context, String template, Object view) {
    replies.html(context, template, view);
  }

  /** The whole workbench; {@code said} is what a person is to read first, if anything. */
  void page(Context context, OpenNetwork open, Chosen chosen, String said) {
    html(context, "workbench",
        presenter(context).page(open, chosen, Typed.FINE).saying(said));
  }

  /** A frozen copy, to look at. */
  void shared(Context context, OpenNetwork open, Chosen chosen) {
    html(context, "shared", presenter(context).page(open, chosen, Typed.FINE));
  }

  /** Another layer. */
  void chosen(Context context, OpenNetwork open, Chosen chosen) {
    fragments(context, "workbench/chosen", open, chosen);
  }

  /** Other weights of the chosen layer. */
  void weights(Context context, OpenNetwork open, Chosen chosen) {
    context.header("HX-Replace-Url", open.address() + chosen.query());
    fragments(context, "workbench/weights-shown", open, chosen);
  }

  /** How far a run is. */
  void progress(Context context, OpenNetwork open, Chosen chosen) {
    fragments(context, "workbench/progress", open, chosen);
  }

  /**
   * What is about the chosen layer alone, to a page that shows the network as it is; all of it to one
   * that shows an earlier version, which was changed elsewhere.
   */
  private void fragments(Context context, String template, OpenNetwork open, Chosen chosen) {
    if (!wantsFragmentsOf(open.address(), context)) {
      seeOther(context, open.address() + chosen.query());
    } else if (Looks.isOutdated(context, open)) {
      ran(context, open, chosen);
    } else {
      html(context, template, presenter(context).chosen(open, chosen, Typed.FINE));
    }
  }

  /** What an edit has changed, beside what the page shows; to a page that shows anything else, all. */
  void changed(Context context, OpenNetwork before, OpenNetwork after, Chosen chosen) {
    if (wantsFragmentsOf(after.address(), context)) {
      context.header("HX-Replace-Url", address(context, after, chosen));
      html(context, "workbench/changed", Looks.isShown(context, before)
          ? presenter(context).changed(before, after, chosen)
          : presenter(context).page(after, chosen, Typed.FINE));
    } else {
      seeOther(context, after.address() + chosen.query());
    }
  }

  /** The picture of the network with other groups folded; the address says which. */
  void folded(Context context, OpenNetwork open, Chosen chosen) {
    context.header("HX-Replace-Url", address(context, open, chosen));
    if (Looks.isOutdated(context, open)) {
      ran(context, open, chosen);
    } else {
      html(context, "workbench/folded", presenter(context).folded(open, chosen));
    }
  }

  private static String address(Context context, OpenNetwork open, Chosen chosen) {
    String fold = Looks.folding(context).text();
    return open.address() + chosen.query() + (fold.isEmpty() ? "" : "&fold=" + fold)
        + open.place().hiding();
  }

  /** What a run has brought: everything, since nobody knows what the page had before it. */
  void ran(Context context, OpenNetwork open, Chosen chosen) {
    if (wantsFragmentsOf(open.address(), context)) {
      html(context, "workbench/changed", presenter(context).page(open, chosen, Typed.FINE));
    } else {
      seeOther(context, open.address() + chosen.query());
    }
  }

  /** The reader's text in its fields, with what is wrong about it; nothing was changed. */
  void wrong(Context context, OpenNetwork open, String layer, Typed typed) {
    context.status(422);
    WorkbenchPresenter presenter = presenter(context);
    if (wantsFragmentsOf(open.address(), context)) {
      html(context, "workbench/chosen", presenter.chosen(open, Chosen.layer(layer), typed));
    } else {
      html(context, "workbench", presenter.page(open, Chosen.layer(layer), typed));
    }
  }

  /** Sends the browser there with a GET. */
  static void seeOther(Context context, String address) {
    Replies.seeOther(context, address);
  }

  private WorkbenchPresenter presenter(Context context) {
    return new WorkbenchPresenter(visit(context).words(), choices, Looks.folding(context));
  }

  /** What makes the workbench for a reader of that language who has not folded anything. */
  WorkbenchPresenter presenter(Words words) {
    return new WorkbenchPresenter(words, choices, Folding.UNTOUCHED);
  }
}
