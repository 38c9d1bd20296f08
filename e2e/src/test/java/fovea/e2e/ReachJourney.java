package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page is reached from everywhere and stays within its window, whatever people call their
 * networks and layers, and however large they want their letters.
 */
@ExtendWith(Stage.class)
class ReachJourney {

  private static final String CONV = "c".repeat(64);
  private static final String DENSE = "W".repeat(64);
  /** Names as long as they may be, of letters that never wrap, and numbers of twelve digits. */
  private static final String EXTREME = """
      {"name": "%s", "input": [3, 64, 64], "layers": [
        {"id": "%s", "type": "Conv2d", "out_channels": 10, "kernel_size": 3},
        {"id": "%s", "type": "ReLU"},
        {"id": "%s", "type": "MaxPool2d", "kernel_size": 2},
        {"id": "%s", "type": "Flatten"},
        {"id": "%s", "type": "Linear", "out_features": 12345678},
        {"id": "%s", "type": "Softmax"}]}
      """.formatted("M".repeat(80), CONV, "layer4.".repeat(9) + "r", "p_".repeat(32),
      "f-".repeat(32), DENSE, "1".repeat(64));
  /** What sticks out of the window, as far as nothing around it scrolls. */
  private static final String WIDE = """
      () => {
        const width = document.documentElement.clientWidth;
        const sticksOut = (it) => {
          const { right, width: own } = it.getBoundingClientRect();
          return own > 0 && right > width + 1 && it.checkVisibility();
        };
        const scrolls = (it) => it && it !== document.body
          && ((getComputedStyle(it).overflowX !== "visible" && !sticksOut(it)) || scrolls(it.parentElement));
        return [innerWidth - width, document.documentElement.scrollWidth - width,
          ...[...document.querySelectorAll("body *")].filter((it) => sticksOut(it) && !scrolls(it.parentElement))
            .map((it) => it.tagName + "." + it.className)].join(" ");
      }""";

  @Test
  void everyPageIsReachedFromAPhonesMenu(@At(Device.PHONE) Visitor visitor) {
    Page page = visitor.page();
    List<String> pages = List.of("/networks", "/compare", "/experiments", "/rooms", "/about",
        "/api");
    visitor.opens("/");
    for (String to : pages) {
      page.locator("#more-choice").tap();
      for (String other : pages) {
        assertThat(page.locator("#more .menu-pages a[href='" + other + "']")).isVisible();
      }
      page.locator("#more .menu-pages a[href='" + to + "']").tap();
      page.waitForURL(Pattern.compile(".*" + to + "$"));
    }
    Bench.first(visitor);
    page.locator("#more-choice").tap();
    Locator colours = page.locator("#more [data-island=theme]");
    colours.tap();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    assertThat(colours).containsText("Light");
    visitor.picture("menu");
    for (String dialog : List.of("versions", "share", "export", "shortcuts", "view")) {
      page.locator("#more [data-opens=" + dialog + "]").tap();
      assertThat(page.locator("#" + dialog)).isVisible();
      page.keyboard().press("Escape");
      page.locator("#more-choice").tap();
    }
    visitor.neverScrollsSideways();
  }

  @Test
  void longNamesStayWithinAPhone(@At(Device.PHONE) Visitor visitor) {
    Page page = visitor.page();
    String network = extreme(visitor);
    everyPage(visitor, network, List.of(360));
    visitor.opens(network + "?layer=" + CONV);
    for (String size : List.of("normal", "large")) {
      choosesSize(page, size);
      for (String tab : List.of("layers", "picture", "numbers", "maps")) {
        Bench.at(visitor).shows(tab);
        page.locator("summary").all().stream().filter(Locator::isVisible).forEach(Locator::tap);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertEquals("0 0", page.evaluate(WIDE), tab + ", " + size);
        visitor.picture("long-" + tab + "-" + size);
      }
    }
  }

  @Test
  void norAreTheyWiderThanAnyOtherWindow(Visitor visitor) {
    everyPage(visitor, extreme(visitor), List.of(1024, 1280, 1920));
  }

  /** The full id is to be had wherever a long one is cut. */
  @Test
  void whatIsCutCanBeReadInFull(Visitor visitor) {
    extreme(visitor);
    Locator row = visitor.page().locator("#layer-" + DENSE);
    assertThat(row.locator(".layer-name")).hasAttribute("title", DENSE);
    row.locator("a").click();
    assertThat(visitor.page().locator("#inspector-title")).hasText(DENSE);
  }

  private static String extreme(Visitor visitor) {
    visitor.opens("/networks");
    Page page = visitor.page();
    page.locator("#document").fill(EXTREME);
    page.locator("form[enctype] button:has-text('Open document')").click();
    page.waitForURL(Pattern.compile(".*/networks/\\w+.*"));
    return page.url().replaceFirst("\\?.*", "");
  }

  /** Each page once, in both sizes of letters and at all widths. */
  private static void everyPage(Visitor visitor, String network, List<Integer> widths) {
    visitor.expectsRefusals();
    Page page = visitor.page();
    String id = network.substring(network.lastIndexOf('/') + 1);
    for (String address : List.of(network, network + "?layer=" + DENSE,
        network + "?layer=" + CONV + "&weights=" + CONV + ".weight",
        network + "/layers/" + CONV + "/units/3/4/5", network + "/table", network + "/principles",
        network + "/principles/equivariance", network + "/principles/locality",
        network + "/principles/pooling", network + "/export",
        network + "/export/pytorch/preview", "/compare?left=" + id + "&right=" + id, "/compare",
        "/networks", "/experiments", "/experiments/filters", "/rooms", "/about", "/differences",
        "/api", "/nowhere")) {
      visitor.opens(address);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      for (String size : List.of("normal", "large")) {
        choosesSize(page, size);
        for (int width : widths) {
          page.setViewportSize(width, width == 360 ? 740 : width * 3 / 4);
          assertEquals("0 0", page.evaluate(WIDE), address + ", " + size + ", " + width);
          if (page.locator(".tabs").count() > 0 && page.locator(".tabs").isVisible()) {
            assertThat(page.locator(".tabs [data-shows=numbers]")).isInViewport();
          }
        }
      }
    }
  }

  /** As the dialog does it, which is not on every page's way. */
  private static void choosesSize(Page page, String size) {
    page.locator("#view input[value=" + size + "]").evaluate("it => it.click()");
  }
}
