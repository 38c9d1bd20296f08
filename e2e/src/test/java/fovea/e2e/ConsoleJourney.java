package fovea.e2e;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whoever clicks, types and drops everything on every page leaves a console without one line. Only
 * pages that the server refuses are named there, by the browser itself.
 */
@ExtendWith(Stage.class)
class ConsoleJourney {

  private static final List<String> KEYS = List.of("r", "a", "p", "h", "s", "e", "?", "j", "k", "w",
      "m", "ArrowRight", "[", "]", "+", "-", "0", "Alt+d", "Alt+ArrowUp", "Alt+ArrowDown",
      "Shift+ArrowDown", "Control+c", "Control+v", "Delete", "Control+z", "Control+y",
      "Control+Shift+Z");

  @Test
  void nothingThatAVisitorDoesWithAMouseIsComplainedAbout(Visitor visitor) {
    visits(visitor, _ -> true);
  }

  @Test
  void norWithAFingerOnAPhone(@At(Device.PHONE) Visitor visitor) {
    // Where fingers do what a mouse does otherwise; the other pages are links and buttons.
    visits(visitor, address -> address.matches(".*/(units/3.*|table|equivariance)|/compare.*"));
  }

  private static void visits(Visitor visitor, Predicate<String> isVisited) {
    visitor.expectsRefusals();
    Bench bench = Bench.first(visitor);
    bench.hasRun();
    Page page = visitor.page();
    String network = page.url().replaceFirst("\\?.*", "");
    bench.opens("share");
    page.locator("#share-freeze").click();
    String shared = page.locator("#share-frozen").inputValue();
    Curious curious = new Curious(visitor);
    for (String address : List.of(
        network + "/layers/conv_2_2/units/3/12/12",
        network + "/layers/output/units/2/0/0",
        network + "/table",
        network + "/principles",
        network + "/principles/equivariance",
        network + "/export",
        network + "/export/pytorch/preview",
        "/compare?left=example:one_7x7&right=example:three_3x3",
        shared,
        shared.replace("/shared/", "/embed/"),
        "/about",
        "/rooms",
        "/api",
        "/differences",
        "/nowhere",
        "/networks",
        network + "?layer=output")) {
      if (isVisited.test(address)) {
        curious.triesEverythingOn(address);
        visitor.sawNoErrors();
      }
    }
    visitor.opens("/networks");
    page.locator("button[name=example]").click();
    page.waitForURL(Pattern.compile(".*/networks/\\w+.*"));
    curious.presses(KEYS);
    curious.triesEverythingOn(page.url());
  }
}
