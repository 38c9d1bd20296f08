package fovea.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A run that no machine has done while its page is being made, whose page asks how far it is. */
final class SlowRun {

  private static final String CONV = """
      {"id": "features.%d", "type": "Conv2d", "out_channels": 256, "kernel_size": 5, "padding": 2},
      {"id": "features.%d", "type": "ReLU"}""";
  private static final String POOL = """
      {"id": "features.%d", "type": "MaxPool2d", "kernel_size": 2}""";

  /** What was run is remembered for everybody: each network has a size of its own. */
  private static final AtomicInteger SIDE = new AtomicInteger(192);

  private SlowRun() {}

  /**
   * Opens a network of two stages with two convolutions each, features.0, 2, 5 and 7, and runs it; the page's
   * questions wait on the way until {@link #lets}.
   */
  static List<Route> of(Visitor visitor) {
    Page page = visitor.page();
    List<Route> held = new ArrayList<>();
    page.route("**/run", route -> {
      if (route.request().method().equals("GET")) {
        held.add(route);
      } else {
        route.resume();
      }
    });
    visitor.opens("/networks");
    int side = SIDE.getAndAdd(2);
    page.locator("#document").fill("""
        {"name": "slow", "input": [3, %d, %d], "layers": [%s]}
        """.formatted(side, side, String.join(",", CONV.formatted(0, 1), CONV.formatted(2, 3),
        POOL.formatted(4), CONV.formatted(5, 6), CONV.formatted(7, 8), POOL.formatted(9))));
    page.locator("form:has(#document) button").click();
    page.waitForURL(Pattern.compile(".*/networks/\\w+.*"));
    // What this machine computes quickly runs by itself.
    Locator run = page.locator("#run button.primary");
    if (run.isVisible()) {
      run.click();
    }
    page.waitForCondition(() -> !held.isEmpty());
    return held;
  }

  /** Lets the questions arrive. */
  static void lets(Page page, List<Route> held) {
    page.unroute("**/run");
    held.forEach(Route::resume);
  }
}
