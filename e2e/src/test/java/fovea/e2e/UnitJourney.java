package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to know why a number is what it is. */
@ExtendWith(Stage.class)
class UnitJourney {
  private static final Pattern WHY = Pattern.compile("Why is this unit −?[\\d.]+\\?");

  @Test
  void fromAMapToTheArithmeticOfOnePixelDownToThePhotoAndBackUp(Visitor learner) {
    Bench bench = Bench.first(learner);
    bench.hasRun();
    Page page = learner.page();
    bench.map().click();
    // The middle of an even number of cells lies between two of them.
    assertThat(page).hasURL(Pattern.compile(".*/layers/conv_2_2/units/\\d+/1[23]/1[23]"));
    String[] unit = page.url().replaceFirst(".*/units/", "").split("/", -1);
    assertThat(title(page)).hasText(WHY);
    assertThat(page.locator(".patch")).hasCount(6);
    learner.picture("unit");

    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.locator("#unfold").click();
    assertThat(page.locator(".patch")).hasCount(10);
    page.locator("#walk-pin").click();
    assertThat(page.locator("#walk-pin")).hasText("Unpin");
    page.locator("#walk-on").click();
    assertThat(page).hasURL(Pattern.compile(".*/units/%s/%s/%d\\?pin=%s".formatted(
        unit[0], unit[1], Integer.parseInt(unit[2]) + 1, String.join(",", unit))));
    assertThat(page.locator(".sum-table .sum-pinned").last()).not().isEmpty();

    for (String layer : new String[]{"relu_2_1", "conv_2_1", "max_pool_1", "relu_1_2", "conv_1_2",
      "relu_1_1", "conv_1_1", "input"}) {
      page.locator(".grid[data-kind=input] a, .sum-table a").first().click();
      assertThat(page).hasURL(Pattern.compile(".*/layers/" + layer + "/units/.*"));
    }
    assertThat(page.locator(".unit-lead")).containsText("A pixel of the picture.");
    page.locator(".sum-next a").first().click();
    assertThat(page).hasURL(Pattern.compile(".*/layers/conv_1_1/units/.*"));
    learner.findsNoBarriers();
  }

  @Test
  void aUnitIsOpenedAndWalkedByKeyboardAlone(Visitor learner) {
    Bench.first(learner).hasRun();
    Page page = learner.page();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    Keyboard keys = page.keyboard();
    keys.press("m");
    keys.press("ArrowRight");
    keys.press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/units/\\d+/13/14"));
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.locator("#walk-slider").focus();
    keys.press("ArrowLeft");
    assertThat(page).hasURL(Pattern.compile(".*/units/\\d+/13/13"));
    page.locator(".grid[data-kind=input] a").first().focus();
    keys.press("ArrowDown");
    keys.press("ArrowRight");
    keys.press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*/layers/relu_2_1/units/\\d+/14/14"));
    assertThat(title(page)).hasText(WHY);
  }

  @Test
  void aUnitIsReadOnAPhone(@At(Device.PHONE) Visitor student) {
    Bench bench = Bench.first(student);
    bench.hasRun();
    bench.shows("maps");
    Page page = student.page();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    bench.map().tap(new Locator.TapOptions().setPosition(5, 5));
    page.locator("[data-role=why]").tap();
    assertThat(title(page)).hasText(WHY);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.locator("#walk-on").tap();
    assertThat(page.locator(".walk-count")).containsText("unit 2 of 676");
    page.locator("#walk-play").tap();
    assertThat(page.locator(".walk-count")).containsText("unit 4 of 676");
    page.locator("#walk-play").tap();
    assertThat(page.locator(".effective")).hasAttribute("data-state", "measured");
    page.locator(".effective-map").scrollIntoViewIfNeeded();
    assertThat(page.locator(".effective-heat")).isInViewport();
    student.picture("unit-effective");
    assertEquals(List.of(), page.evaluate("""
        () => [...document.querySelectorAll(".patch-grids, #growth .table-scroll")]
          .filter(box => box.scrollWidth > box.clientWidth).map(box => box.className)"""),
        "what is cut off");
    student.neverScrollsSideways();
    student.findsNoBarriers();
    student.picture("unit");
  }

  @Test
  void theFieldGrowsOverThePhotoAndTheStrongestUnitsShowWhatAMapLooksFor(Visitor learner) {
    Bench bench = Bench.first(learner);
    bench.hasRun();
    Page page = learner.page();
    bench.map().click();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(page.locator(".field-box.inner")).isHidden();
    Locator slider = page.locator("#growth-slider");
    slider.focus();
    Locator box = page.locator(".field-box.inner");
    double before = 1e9;
    for (String layer : new String[]{"conv_2_1", "max_pool_1", "conv_1_2", "conv_1_1"}) {
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("[data-role=growth]"))
          .containsText(layer + ": this unit is reached by");
      assertThat(page.locator("#growth [aria-current]")).containsText(layer);
      double wider = before;
      page.waitForCondition(() -> box.boundingBox().width < wider);
      before = box.boundingBox().width;
    }
    assertThat(page.locator(".effective")).hasAttribute("data-state", "measured");
    assertThat(page.locator(".effective-heat")).isVisible();
    learner.picture("growth");
    page.locator(".strong").first().click();
    assertThat(page.locator(".strong").first()).hasAttribute("aria-current", "true");
  }

  @Test
  void theFieldJumpsAlongAPlayedMapForWhoWantsNoMotionAndGlidesForOthers(Visitor learner) {
    Bench bench = Bench.first(learner);
    bench.hasRun();
    bench.map().click();
    Page page = learner.page();
    assertThat(title(page)).hasText(WHY);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.evaluate("""
        window.longestGlide = 0;
        document.addEventListener("transitionrun", ({ target }) => target.getAnimations()
          .forEach(({ effect }) =>
            longestGlide = Math.max(longestGlide, effect.getTiming().duration)));""");
    String[] unit = page.url().replaceFirst(".*/units/\\d+/", "").split("/", -1);
    int place = 26 * Integer.parseInt(unit[0]) + Integer.parseInt(unit[1]) + 1;
    assertThat(page.locator(".walk-count")).containsText("unit " + place + " of 676");
    page.locator("#walk-play").click();
    assertThat(page.locator(".walk-count")).containsText("unit " + (place + 2) + " of 676");
    page.locator("#walk-play").click();
    assertThat(page.locator("#walk-play")).hasText("Play");
    assertTrue(longestGlide(page) < 1);

    learner.seesMotion();
    page.locator("#walk-on").click();
    page.waitForCondition(() -> longestGlide(page) > 100);
  }

  private static double longestGlide(Page page) {
    return ((Number) page.evaluate("longestGlide")).doubleValue();
  }

  private static Locator title(Page page) {
    return page.locator(".unit-title");
  }
}
