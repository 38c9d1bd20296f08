package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants the numbers of a whole network at once. */
@ExtendWith(Stage.class)
class TableJourney {

  @Test
  void anEngineerFindsTheMostExpensiveLayerByKeyboardAndCopiesAll(Visitor engineer) {
    Bench.from(engineer, "Open VGG-16");
    Page page = engineer.page();
    page.keyboard().press("t");
    page.waitForURL(Pattern.compile(".*/table"));
    Locator rows = page.locator("#layer-table tbody tr");
    assertThat(rows).hasCount(40);
    page.locator("#sort-parameters").press("Enter");
    assertThat(rows.first().locator("th")).hasText("classifier.0");
    assertThat(rows.first()).containsText("74 %");
    assertThat(page.locator("#sort-parameters")).isFocused();
    assertTrue(page.url().endsWith("?sort=parameters&order=descending"), page.url());
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.locator("#copy-csv").press("Enter");
    assertThat(page.locator("#copy-csv")).hasText("Copied");
    String csv = (String) page.evaluate("navigator.clipboard.readText()");
    assertTrue(csv.contains("classifier.0,Linear,4096,102764544,102760448,"), csv);
    page.goBack();
    assertThat(rows.first().locator("th")).hasText("features.0");
    engineer.picture("table");
    engineer.findsNoBarriers();
  }

  @Test
  void fourHundredLayersFitAPhone(@At(Device.PHONE) Visitor student) {
    Bench.from(student, "Open DenseNet-121");
    Page page = student.page();
    page.locator("#more-choice").tap();
    page.locator("#more a[href$='/table']").tap();
    assertThat(page.locator("#layer-table tbody tr")).hasCount(427);
    student.neverScrollsSideways();
    page.locator("#sort-macs").tap();
    assertThat(page.locator("#layer-table [aria-sort=descending]")).containsText("MACs");
    student.picture("table");
    page.locator("#layer-table tbody a").first().tap();
    assertThat(page.locator("#inspector-title")).hasText(Pattern.compile("features.*"));
  }
}
