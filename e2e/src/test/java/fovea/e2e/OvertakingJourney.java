package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who is quicker than the network: what was asked for one layer arrives at another. */
@ExtendWith(Stage.class)
class OvertakingJourney {

  @Test
  void whatIsTypedWhileAnAnswerIsOnItsWayGoesWhereItWasTyped(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open TinyVGG");
    bench.hasRun();
    bench.chooses("conv_1_1");
    Page page = engineer.page();
    List<Route> held = new ArrayList<>();
    page.route("**/layers/conv_1_1", route -> {
      if (held.isEmpty()) {
        held.add(route);
      } else {
        route.resume();
      }
    });
    page.locator("[id='f-out_channels']").fill("7");
    page.locator("[id='f-out_channels']").press("Enter");
    page.locator("[id='f-out_channels']").fill("8");
    page.locator("[id='f-out_channels']").press("Enter");
    assertThat(page.locator("#saved")).hasText("saving");
    page.locator("[id='layer-conv_2_1'] a").click();
    assertThat(page.locator("#inspector-title")).hasText("conv_2_1");
    held.getFirst().resume();
    assertThat(bench.shape("conv_1_1")).hasText("8×62×62");
    assertThat(page.locator("#inspector-title")).hasText("conv_2_1");
    assertThat(page).hasURL(Pattern.compile(".*layer=conv_2_1.*"));
    bench.sets("out_channels", "9");
    page.reload();
    assertThat(bench.shape("conv_1_1")).hasText("8×62×62");
    assertThat(bench.shape("conv_2_1")).hasText("9×28×28");
  }

  @Test
  void theLayerThatWasChosenLastIsShown(Visitor learner) {
    Bench bench = Bench.from(learner, "Open TinyVGG");
    bench.hasRun();
    Page page = learner.page();
    List<Route> held = new ArrayList<>();
    page.route("**?layer=relu_1_2*", held::add);
    page.locator("[id='layer-relu_1_2'] a").click();
    page.waitForCondition(() -> !held.isEmpty());
    bench.chooses("conv_2_1");
    Response late = page.waitForResponse("**?layer=relu_1_2*", () -> held.getFirst().resume());
    late.finished();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(page.locator("#inspector-title")).hasText("conv_2_1");
    assertThat(page).hasURL(Pattern.compile(".*layer=conv_2_1.*"));
  }

  @Test
  void aLayerBeforeWhatItReadsShowsItsRule(Visitor learner) {
    learner.opens("/networks");
    Page page = learner.page();
    page.locator("#document").fill("""
        {"name": "moved", "input": [3, 8, 8], "layers": [
          {"id": "relu_1", "type": "ReLU", "inputs": ["conv_1"]},
          {"id": "conv_1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "inputs": ["input"]}]}
        """);
    page.locator("form:has(#document) button").click();
    Bench bench = Bench.at(learner);
    assertThat(bench.problems().locator(".katex")).containsText("∈");
    learner.picture("moved");
  }

  @Test
  void aLayerChosenBeforeTheFirstRunBeganShowsItsMaps(Visitor newcomer) {
    Bench bench = Bench.from(newcomer, "Open VGG-16");
    bench.chooses("features.2");
    Page page = newcomer.page();
    List<Route> held = new ArrayList<>();
    page.route("**/run", held::add);
    page.evaluate("window.neverReloaded = true");
    page.locator("#run button.primary").click();
    choosesWhileHeld(bench, page, held, "features.28");
  }

  @Test
  void aLayerChosenWhileTheFirstRunIsGoingShowsItsMaps(Visitor newcomer) {
    List<Route> held = SlowRun.of(newcomer);
    newcomer.page().evaluate("window.neverReloaded = true");
    choosesWhileHeld(Bench.at(newcomer), newcomer.page(), held, "features.7");
  }

  /** What the page asks of the run waits on the way until another layer is chosen. */
  private static void choosesWhileHeld(Bench bench, Page page, List<Route> held, String layer) {
    bench.chooses(layer);
    SlowRun.lets(page, held);
    bench.hasRun();
    assertThat(page.locator("#stage")).hasAttribute("data-layer", layer);
    assertThat(page.locator("#gallery-title")).containsText(layer);
    assertThat(bench.layer(layer).locator("a")).hasAttribute("aria-current", "true");
    assertEquals(true, page.evaluate("window.neverReloaded"));
  }

  @Test
  void whatIsUnfoldedWhileARunIsGoingStaysUnfolded(Visitor newcomer) {
    List<Route> held = SlowRun.of(newcomer);
    Page page = newcomer.page();
    Locator detail = page.locator(".overview .segment[aria-current]");
    String folded = detail.textContent();
    page.locator(".overview a.segment[hx-get]:not([aria-current])").first().click();
    assertThat(detail).not().hasText(folded);
    String unfolded = detail.textContent();
    // What was asked while it was folded is answered once all maps are there.
    String run = page.url().replaceFirst("\\?.*", "") + "/run";
    page.waitForCondition(
        () -> !page.request().get(run).text().contains("data-state=\"running\""));
    SlowRun.lets(page, held);
    Bench.at(newcomer).hasRun();
    assertThat(detail).hasText(unfolded);
  }
}
