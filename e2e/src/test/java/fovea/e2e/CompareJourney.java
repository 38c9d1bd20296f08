package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to know what a design gains and costs beside another one. */
@ExtendWith(Stage.class)
class CompareJourney {

  @Test
  void aLearnerOpensAReadyComparisonAndPointsAtBothMapsAtOnce(Visitor learner) {
    learner.opens("/networks");
    Page page = learner.page();
    page.getByText("One 7×7 or three 3×3").click();
    assertThat(page.locator(".lead")).containsText("0.55 × the parameters");
    assertThat(page.locator(".pair")).hasCount(6);
    page.mouse().move(1, 1);
    Locator left = page.locator("#stage-left .map-canvas");
    assertThat(page.locator("#stage-left .reading")).containsText("y 32, x 32");
    left.press("Control+Home");
    assertThat(page.locator("#stage-left .reading")).containsText("y 0, x 0");
    assertThat(page.locator("#stage-right .reading")).containsText("y 0, x 0");
    page.locator(".pair-link").last().click();
    assertThat(page.locator("#stage-left")).hasCount(0);
    assertThat(page.locator("#stage-right .reading")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*layer=right(:|%3A)relu3.*"));
    page.goBack();
    assertThat(page.locator("#stage-left .map-canvas")).isVisible();
    learner.findsNoBarriers();
    learner.picture("compare");
  }

  @Test
  void anEngineerWalksTheLayersByKeyboardAndCopiesAll(Visitor engineer) {
    engineer.opens("/compare?left=zoo:alexnet&right=zoo:squeezenet1_1");
    Page page = engineer.page();
    assertThat(page.locator("[aria-current].pair-link")).hasCount(1);
    String first = page.locator("#stage").getAttribute("data-layer");
    page.keyboard().press("j");
    assertThat(page.locator("#stage")).not().hasAttribute("data-layer", first);
    assertThat(page.locator(".pair[data-layer='" + first + "'] [aria-current]")).hasCount(0);
    page.keyboard().press("k");
    assertThat(page.locator("#stage")).hasAttribute("data-layer", first);
    // The page's scripts have taken the answer in when they name the unit.
    assertThat(page.locator("#stage-left [data-role=caption]"))
        .containsText("Unit (0, 27, 27) of " + first);
    page.keyboard().press("m");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("PageDown");
    assertThat(page).hasURL(Pattern.compile(".*left_map=1.*"));
    page.reload();
    assertThat(page.locator("#stage-left")).hasAttribute("data-map", "1");
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.locator("#copy-csv").press("Enter");
    assertThat(page.locator("#copy-csv")).hasText("Copied");
    String csv = (String) page.evaluate("navigator.clipboard.readText()");
    assertTrue(csv.contains("total,,,,,,,61100840,1235496,-59865344,"), csv);
    page.keyboard().press("x");
    assertThat(page.locator("h1")).hasText("SqueezeNet 1.1 and AlexNet");
    engineer.picture("compare-swapped");
  }

  @Test
  void aStudentComparesTheirNetworkWithWhatItWasOnAPhone(@At(Device.PHONE) Visitor student) {
    Bench bench = Bench.first(student);
    bench.chooses("conv_1_1");
    bench.sets("out_channels", "20");
    Page page = student.page();
    page.locator("#more-choice").tap();
    page.locator("#more a[href^='/compare?']").tap();
    page.locator("#compare-right optgroup").nth(1).locator("option").first()
        .evaluate("option => { option.selected = true; }");
    page.locator(".compare-buttons .primary").tap();
    assertThat(page.locator("h1")).containsText("version 1");
    page.locator(".compare-filters a").last().tap();
    assertThat(page.locator(".pair[data-state=same]")).hasCount(0);
    assertThat(page.locator(".pair").first()).containsText("0.5 ×");
    page.locator(".pair-link").nth(1).tap();
    assertThat(page.locator("#stage-right .reading")).isVisible();
    student.neverScrollsSideways();
    student.findsNoBarriers();
    student.picture("compare");
    page.locator(".pair").nth(1).scrollIntoViewIfNeeded();
    student.picture("compare-rows");
  }
}
