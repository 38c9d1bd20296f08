package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who changes what a convolution looks for. */
@ExtendWith(Stage.class)
class WeightsJourney {

  @Test
  void aFilterOfTheBankRipplesThroughAllLayersBehindIt(Visitor student) {
    setsAFilter(student);
    Page page = student.page();
    page.locator(".weights-tiles canvas").click();
    assertThat(page.locator(".weights-index [name=weights]"))
        .not().hasValue("conv_1_1.weight[0, 0]");
    page.locator("#undo").click();
    assertThat(page.locator("#weights-panel")).containsText("from the seed 0");
    student.findsNoBarriers();
  }

  @Test
  void aFilterIsSetByTouch(@At(Device.PHONE) Visitor student) {
    setsAFilter(student);
    student.neverScrollsSideways();
    student.page().locator("#weights-panel").scrollIntoViewIfNeeded();
    student.picture("weights");
  }

  private static void setsAFilter(Visitor student) {
    Bench bench = Bench.from(student, "Open TinyVGG");
    bench.chooses("conv_1_1");
    bench.shows("maps");
    bench.hasRun();
    Page page = student.page();
    String before = sheetOf(page, "conv_2_2");
    Locator bank = page.locator(".bank");
    bank.locator("[name=filter]").selectOption("sobel");
    bank.locator("[name=angle]").fill("90");
    bank.locator("[name=scope]").selectOption(new SelectOption().setValue("filter"));
    bank.locator(".primary").click();
    // A third of Sobel's numbers, since three maps share it.
    assertThat(page.locator("#w0")).hasValue("-0.3333");
    assertThat(page.locator("#w7")).hasValue("0.6667");
    assertThat(bank.locator("[name=filter]")).hasValue("sobel");
    bench.hasRun();
    assertThat(page.locator(".column[data-layer=conv_2_2]"))
        .not().hasAttribute("data-sheet", before);
    student.picture("bank");
  }

  @Test
  void aKernelIsTypedAndReadByKeyboardAlone(Visitor engineer) {
    Bench bench = Bench.first(engineer);
    bench.hasRun();
    Page page = engineer.page();
    page.keyboard().press("w");
    assertThat(page.locator(".weights-index [name=weights]")).isFocused();
    page.keyboard().press("Control+a");
    page.keyboard().type("conv_2_2.weight[3,1]");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*weights=conv_2_2.weight%5B3,1%5D"));
    page.locator("#w3").focus();
    page.keyboard().press("Control+ArrowRight");
    assertThat(page.locator("#w4")).isFocused();
    page.keyboard().type("2.5");
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("#w4")).hasAttribute("title", "2.6");
    assertThat(page.locator("#w4")).isFocused();
    page.reload();
    assertThat(page.locator("#w4")).hasValue("2.6");
    assertThat(page.locator("#weights-panel")).isInViewport();
    engineer.picture("kernel");
  }

  @Test
  void weightsFromAFileLeadToTheNetworkAndSayWhatTheyAre(Visitor engineer) {
    Bench.from(engineer, "Open TinyVGG");
    Page page = engineer.page();
    String address = page.url().replaceFirst("\\?.*", "");
    byte[] file = page.request().get(address + "/export/safetensors").body();
    page.navigate(address + "/export");
    loads(page, file);
    assertThat(page).hasURL(Pattern.compile(".*\\?layer=.*loaded"));
    assertThat(page.locator(".toast")).containsText("All 10 parameter tensors were loaded.");
    engineer.findsNoBarriersHere();
    engineer.picture("loaded");
    page.locator(".toast button").click();
    assertThat(page.locator(".toast")).hasCount(0);
    page.locator("#undo").click();
    assertThat(page.locator("#undo")).hasAttribute("aria-disabled", "true");

    engineer.expectsRefusals();
    Bench bench = Bench.from(engineer, "Open LeNet-5");
    bench.opens("export");
    loads(page, file);
    assertThat(page.locator("#import-refused tbody tr").first()).containsText("conv_1_1.weight");
    assertThat(page.locator("#import-refused")).containsText("nothing was loaded");
    page.locator("#import-refused").scrollIntoViewIfNeeded();
    engineer.findsNoBarriersHere();
    engineer.picture("misfits");
  }

  private static void loads(Page page, byte[] file) {
    page.locator("#import-tensors").setInputFiles(
        new FilePayload("weights.safetensors", "application/octet-stream", file));
    page.locator("form:has(#import-tensors) button").click();
  }

  private static String sheetOf(Page page, String layer) {
    Locator column = page.locator(".column[data-layer=" + layer + "]");
    return String.valueOf(column.getAttribute("data-sheet"));
  }
}
