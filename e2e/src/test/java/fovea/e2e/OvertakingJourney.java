package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who is quicker than the network: what was asked for one layer arrives at another. */
@ExtendWith(Stage.class)
class OvertakingJourney {

  @Test
  void aLayerChosenBeforeTheFirstRunBeganShowsItsMaps(Visitor newcomer) {
    choosesWhileHeld(newcomer, "POST");
  }

  @Test
  void aLayerChosenWhileTheFirstRunIsGoingShowsItsMaps(Visitor newcomer) {
    choosesWhileHeld(newcomer, "GET");
  }

  /** The page's requests of that method to the run wait on the way until another layer is chosen. */
  private static void choosesWhileHeld(Visitor newcomer, String method) {
    Bench bench = Bench.from(newcomer, "Open VGG-16");
    bench.chooses("features.2");
    Page page = newcomer.page();
    List<Route> held = new ArrayList<>();
    page.route("**/run", route -> {
      if (route.request().method().equals(method)) {
        held.add(route);
      } else {
        route.resume();
      }
    });
    page.evaluate("window.neverReloaded = true");
    page.locator("#run button.primary").click();
    bench.chooses("features.28");
    page.unroute("**/run");
    held.forEach(Route::resume);
    bench.hasRun();
    assertThat(page.locator("#stage")).hasAttribute("data-layer", "features.28");
    assertThat(page.locator("#gallery-title")).containsText("512");
    assertThat(bench.layer("features.28").locator("a")).hasAttribute("aria-current", "true");
    assertEquals(true, page.evaluate("window.neverReloaded"));
  }
}
