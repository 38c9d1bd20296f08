package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who tries things out, because nothing is lost. */
@ExtendWith(Stage.class)
class HistoryJourney {

  @Test
  void everyStepIsUndoneAndMadeAgainEvenAfterAReload(Visitor learner) {
    undoesAndRedoes(learner);
    learner.findsNoBarriers();
  }

  @Test
  void theSameOnAPhone(@At(Device.PHONE) Visitor learner) {
    undoesAndRedoes(learner);
    learner.neverScrollsSideways();
  }

  private static void undoesAndRedoes(Visitor learner) {
    Bench bench = Bench.from(learner, "Open TinyVGG");
    Page page = learner.page();
    bench.chooses("conv_1_1");
    bench.sets("out_channels", "7");
    bench.adds("Tanh");
    assertThat(bench.layer("tanh1")).isVisible();
    page.locator("#undo").click();
    assertThat(bench.layer("tanh1")).hasCount(0);
    assertThat(bench.shape("conv_1_1")).hasText("7×62×62");
    page.reload();
    page.locator("#undo").click();
    assertThat(bench.shape("conv_1_1")).hasText("10×62×62");
    assertThat(page.locator("#undo")).hasAttribute("aria-disabled", "true");
    page.locator("#redo").click();
    assertThat(bench.shape("conv_1_1")).hasText("7×62×62");
    page.locator("#redo").click();
    bench.shows("layers");
    assertThat(bench.layer("tanh1")).isVisible();
    learner.picture("undone");
  }

  @Test
  void theKeysUndoAndRedoAndTheFieldThatHasTheFocusFollows(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open TinyVGG");
    Page page = engineer.page();
    Keyboard keys = page.keyboard();
    bench.chooses("conv_1_1");
    page.locator("[id='f-out_channels']").focus();
    keys.press("ArrowUp");
    assertThat(bench.shape("conv_1_1")).hasText("11×62×62");
    bench.isSaved();
    keys.press("Control+z");
    assertThat(bench.shape("conv_1_1")).hasText("10×62×62");
    assertThat(page.locator("[id='f-out_channels']")).hasValue("10");
    assertThat(page.locator("[id='f-out_channels']")).isFocused();
    keys.press("Control+Shift+Z");
    assertThat(bench.shape("conv_1_1")).hasText("11×62×62");
    keys.press("Control+z");
    assertThat(bench.shape("conv_1_1")).hasText("10×62×62");
    keys.press("Control+y");
    assertThat(bench.shape("conv_1_1")).hasText("11×62×62");
    assertThat(page.locator("[id='f-out_channels']")).hasValue("11");
  }

  @Test
  void whatOneTabChangesTheOtherShowsWithItsNextAnswer(Visitor learner) {
    Bench first = Bench.from(learner, "Open TinyVGG");
    first.hasRun();
    Page tab = learner.anotherTab(learner.page().url());
    Bench second = Bench.at(tab);
    second.hasRun();
    first.chooses("conv_1_1");
    first.sets("out_channels", "7");
    second.chooses("conv_2_1");
    assertThat(second.shape("conv_1_1")).hasText("7×62×62");
    second.sets("out_channels", "9");
    first.chooses("conv_1_2");
    first.sets("out_channels", "8");
    assertThat(first.shape("conv_2_1")).hasText("9×28×28");
    tab.locator("#undo").click();
    assertThat(second.shape("conv_1_2")).hasText("10×60×60");
    assertThat(tab.locator("#redo")).not().hasAttribute("aria-disabled", "true");
    tab.locator("#network-name").fill("Two tabs");
    tab.locator("#network-name").press("Enter");
    assertThat(tab.locator("#saved")).hasText("saved");
    first.chooses("conv_1_1");
    assertThat(learner.page().locator("#network-name")).hasValue("Two tabs");
    assertThat(first.shape("conv_1_2")).hasText("10×60×60");
    tab.close();
  }

  @Test
  void aDeletedNetworkIsBroughtBackAtOnceOrLater(Visitor learner) {
    Bench.from(learner, "Open TinyVGG");
    Page page = learner.page();
    page.navigate("/networks");
    page.locator("form[action$='/remove'] button").first().click();
    assertThat(page.locator(".toast")).containsText("Deleted: ");
    assertThat(page.locator("#deleted summary")).containsText("1");
    learner.findsNoBarriersHere();
    learner.picture("deleted");
    page.locator("#undelete").click();
    assertThat(page.locator("#deleted")).hasCount(0);
    page.locator("form[action$='/remove'] button").first().click();
    // The page's script adds it to what the page has to say.
    page.locator(".toast button:not(#undelete)").click();
    assertThat(page.locator(".toast")).hasCount(0);
    page.locator("#deleted summary").click();
    learner.picture("deleted-list");
    page.locator("form[action$='/restore'] button").click();
    assertThat(page.locator("form[action$='/remove'] button").first()).isVisible();
  }

  /** Somebody quicker than any hand: the dialog's form is sent as soon as it is there. */
  private static final String NAMES_AT_ONCE = """
      document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
        const name = document.getElementById("version-name");
        name.value = "at once";
        name.form.requestSubmit();
      }), { once: true })""";

  @Test
  void aVersionGetsANameAndIsGoneBackTo(Visitor learner) {
    namesAndGoesBack(learner);
  }

  @Test
  void aVersionIsNamedOnAPhoneToo(@At(Device.PHONE) Visitor learner) {
    namesAndGoesBack(learner);
    learner.neverScrollsSideways();
  }

  private static void namesAndGoesBack(Visitor learner) {
    Bench bench = Bench.from(learner, "Open TinyVGG");
    Page page = learner.page();
    page.evaluate(NAMES_AT_ONCE);
    bench.opens("versions");
    assertThat(page.locator(".version").first()).containsText("at once");
    page.locator("#version-name").fill("as published");
    page.locator("#version-name").press("Enter");
    assertThat(page.locator(".version").first()).containsText("as published");
    page.keyboard().press("Escape");
    bench.chooses("conv_1_1");
    bench.sets("out_channels", "7");
    assertThat(bench.shape("conv_1_1")).hasText("7×62×62");
    bench.opens("versions");
    page.locator(".version", new Page.LocatorOptions().setHasText("as published"))
        .locator("button").click();
    assertThat(page.locator("#versions")).isHidden();
    assertThat(bench.shape("conv_1_1")).hasText("10×62×62");
    page.locator("#undo").click();
    assertThat(bench.shape("conv_1_1")).hasText("7×62×62");
    bench.opens("versions");
    assertThat(page.locator(".version").first()).isVisible();
    learner.findsNoBarriersHere();
    learner.picture("versions");
  }
}
