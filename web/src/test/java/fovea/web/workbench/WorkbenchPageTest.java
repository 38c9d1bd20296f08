package fovea.web.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.picture.Folding;
import fovea.engine.repair.Way;
import fovea.web.Pages;
import fovea.web.Visit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The templates with real views: what is in the HTML, not how it looks. */
class WorkbenchPageTest {

  private static final Pages PAGES = new Pages("/static");
  private static final Visit VISIT = new Visit("token", Locale.ENGLISH);

  private final WorkbenchPresenter presenter = new WorkbenchPresenter(VISIT.words(),
      Networks.CHOICES, Folding.UNTOUCHED);

  @Test
  void aPageHasARowAndAColumnForEveryLayerAndTheInput() {
    String html = page(Networks.run(Networks.BRANCHED), "conv2");
    for (String id : new String[]{"input", "conv1", "relu1", "conv2", "sum", "flat", "fc"}) {
      assertTrue(html.contains("id=\"layer-" + id + "\""), id);
      assertTrue(html.contains("id=\"column-" + id + "\""), id);
    }
    assertTrue(html.contains("aria-label=\"conv2, Conv2d, 10 feature maps of 64 by 64\""));
  }

  @Test
  void aPageHasNoScriptAndNoStyleOfItsOwn() {
    String html = page(Networks.run(Networks.BRANCHED), "fc");
    assertFalse(html.contains(" style="), "style attributes break the security policy");
    assertFalse(html.matches("(?s).*<script(?![^>]* src=).*"), "so do inline scripts");
    assertFalse(html.contains("th:"), "everything is rendered");
  }

  @Test
  void namesThatAreMarkupAreEscaped() {
    var sly = new fovea.engine.network.Network("<script>alert(1)</script>",
        Networks.BRANCHED.input(), Networks.BRANCHED.nodes());
    assertFalse(page(Networks.run(sly), "conv1").contains("<script>alert"));
  }

  @Test
  void anAnswerBringsOutOfBandWhatLooksDifferentAndNothingElse() {
    WorkbenchView view = presenter.changed(Networks.opened(Networks.BRANCHED),
        Networks.run(Networks.BRANCHED), Chosen.layer("conv1"));
    String html = PAGES.html("workbench/changed", view, VISIT);
    for (String id : new String[]{"column-fc", "stage", "inspector", "totals", "run"}) {
      assertTrue(html.matches("(?s).*<[a-z]+ [^>]*id=\"" + id + "\"[^>]*hx-swap-oob=\"morph\".*"),
          id);
    }
    for (String id : new String[]{"layer-conv1", "problems", "pictures", "history"}) {
      assertFalse(html.contains("id=\"" + id + "\""), id + " looks as before");
    }
  }

  @Test
  void aBrokenNetworkShowsItsProblemWithRepairsAndGoesOn() {
    String html = page(Networks.opened(Networks.BROKEN), "relu2");
    assertTrue(html.contains("no row of the output is left"));
    assertTrue(html.contains("action=\"/networks/7/repairs\""));
    assertTrue(html.contains("Nothing is known here until conv2 is repaired."));
    assertTrue(html.contains("only the layers before conv2"), "the totals are not all there is");
  }

  @Test
  void aRepairSpeaksTheReadersLanguage() {
    Visit reader = new Visit("token", Locale.of("es"));
    WorkbenchView view = new WorkbenchPresenter(reader.words(), Networks.CHOICES,
        Folding.UNTOUCHED).page(Networks.opened(Networks.BROKEN), Chosen.layer("conv2"),
            Typed.FINE);
    String html = PAGES.html("workbench", view, reader);
    assertTrue(html.contains("Usar una imagen mayor, "));
    assertFalse(html.contains("Use a larger picture"));
    assertTrue(html.contains("debe ser ") && !html.contains("must be "), "nor does its formula");
    assertFalse(html.contains("totals-end"), "nothing has run that a time could be told of");
  }

  @Test
  void everyWayOutIsCalledOnThePageAsTheApiCallsIt() {
    for (Way way : Way.values()) {
      Way.Title title = new Way.Title(way, List.of("conv2", "3 × 4"));
      assertEquals(title.toString(),
          VISIT.words().say("repair." + way.name(), title.figures().toArray()));
    }
  }

  private String page(OpenNetwork open, String layer) {
    return PAGES.html("workbench", presenter.page(open, Chosen.layer(layer), Typed.FINE), VISIT);
  }
}
