package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who does not believe the lesson, and tries. */
@ExtendWith(Stage.class)
class ExperimentJourney {

  /** The experiments take up to a minute, on a machine that does nothing else. */
  private static final int PATIENCE_MILLIS = 180_000;

  @Test
  void aDoubterRunsAnExperimentAndSeesWhatComesOut(Visitor doubter) {
    doubter.opens("/experiments");
    Page page = doubter.page();
    doubter.findsNoBarriers();
    doubter.picture("experiments");
    page.locator("a[href='/experiments/labels']").click();
    Locator button = page.locator("#experiment-do");
    button.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("progress")).isVisible();
    assertThat(button).isFocused();
    assertThat(page.locator("[data-state=live] td.number", new Page.LocatorOptions()
        .setHasText("%")).first()).isVisible(within());
    doubter.findsNoBarriers();
    doubter.picture("experiment-live");
    assertThat(page.locator("[data-state=done]")).isVisible(within());
    assertThat(page.locator("progress")).hasCount(0);
    assertThat(page.locator(".experiment-verdict")).containsText("%");
    assertThat(page.locator(".experiment-table tbody tr")).hasCount(2);
    assertThat(page.locator(".experiment-table td.number", new Page.LocatorOptions()
        .setHasText("±"))).hasCount(4);
    doubter.findsNoBarriers();
    doubter.picture("experiment");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions()
        .setName("Open the network “True labels” in the workbench")).press("Enter");
    assertThat(page).hasURL(Pattern.compile("/networks/\\w+"));
    Bench.at(doubter).hasRun();
  }

  @Test
  void aPhoneShowsAllOfAnExperimentsNumbers(@At(Device.PHONE) Visitor doubter) {
    doubter.opens("/experiments/shift");
    Page page = doubter.page();
    assertThat(page.locator(".experiment-table tbody tr")).hasCount(2);
    assertThat(page.locator("#experiment-do")).isInViewport();
    doubter.findsNoBarriers();
    doubter.picture("experiment");
  }

  private static LocatorAssertions.IsVisibleOptions within() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }
}
