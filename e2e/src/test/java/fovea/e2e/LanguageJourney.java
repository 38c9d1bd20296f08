package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody reads Spanish and Chinese, and puts the page on a projector. */
@ExtendWith(Stage.class)
class LanguageJourney {

  @Test
  void chosenOnceAndKept(Visitor visitor) {
    Bench bench = Bench.first(visitor);
    var page = visitor.page();
    bench.opens("view");
    page.locator("#view select").selectOption("es");
    assertThat(page.locator("html")).hasAttribute("lang", "es");
    assertThat(page.locator("#layers-title")).hasText("Capas");
    // What comes later speaks it, too.
    bench.chooses("conv_2_2");
    assertThat(page.locator("#q-parameters .quantity-name")).hasText("Parámetros");
    page.locator("#f-out_channels").press("ArrowUp");
    assertThat(page.locator("#saved")).hasText("guardado");
    visitor.opens("/networks?lang=zh");
    assertThat(page.locator("html")).hasAttribute("lang", "zh-Hans");
  }

  @Test
  void onTheProjector(@At(Device.PROJECTOR) Visitor visitor) {
    Bench bench = Bench.first(visitor);
    bench.opens("view");
    visitor.page().locator("#view [value=large]").check();
    visitor.page().reload();
    assertThat(visitor.page().locator("html")).hasAttribute("data-size", "large");
    visitor.neverScrollsSideways();
    visitor.picture("projector");
    visitor.findsNoBarriers();
  }

  @Test
  void onTheWayByAnAddress(@At(Device.PHONE) Visitor visitor) {
    visitor.opens("/?lang=zh&size=large");
    assertThat(visitor.page().locator("html")).hasAttribute("data-size", "large");
    visitor.neverScrollsSideways();
    visitor.picture("chinese-large");
    visitor.findsNoBarriers();
    visitor.opens("/?lang=en");
    visitor.neverScrollsSideways();
    visitor.opens("/?lang=zh");
    visitor.opens("/networks");
    assertThat(visitor.page().locator("html")).hasAttribute("data-size", "large");
    assertThat(visitor.page().locator("html")).hasAttribute("lang", "zh-Hans");
  }
}
