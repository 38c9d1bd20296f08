package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to know what made the network say so. */
@ExtendWith(Stage.class)
class WhyJourney {

  @Test
  void aLearnerAsksAboutAClassAndCoversThePictureByKeyboard(Visitor learner) {
    Bench.first(learner).hasRun();
    Page page = learner.page();
    page.locator(".layer-actions a[href$='/why']").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#says-title")).containsText("It says");
    assertThat(page.locator(".heat .legend canvas")).hasCount(2);
    learner.findsNoBarriers();
    learner.picture("why");
    Locator second = page.locator("input[name=class]").nth(1);
    String before = drawn(page, "[aria-labelledby=activation-title]");
    second.check();
    assertThat(page).hasURL(Pattern.compile("class=\\d+"));
    page.waitForCondition(
        () -> !drawn(page, "[aria-labelledby=activation-title]").equals(before));
    assertThat(second).isFocused();
    moves(page);
    page.locator("#why-layer").selectOption(page.locator("#why-layer option").first()
        .getAttribute("value"));
    assertThat(page).hasURL(Pattern.compile("layer="));
  }

  /** The square goes where the arrow keys send it, and the words with it. */
  private static void moves(Page page) {
    Locator pad = page.locator("#covered-pad");
    pad.focus();
    page.keyboard().press("Control+Home");
    assertThat(page.locator("#covered-said")).containsText("rows 0 to ");
    String corner = page.locator("#covered-said").textContent();
    page.keyboard().press("ArrowRight");
    assertNotEquals(corner, page.locator("#covered-said").textContent());
    assertNotEquals("0", page.locator(".covered-square").getAttribute("x"));
    page.keyboard().press("Control+End");
    String side = page.locator(".covered").getAttribute("data-height");
    assertThat(page.locator("#covered-said"))
        .containsText("to " + (Integer.parseInt(side) - 1) + " and columns");
    assertThat(pad).isFocused();
  }

  @Test
  void aPointAtThePictureCoversItThereAndTheSliderShowsMoreOfIt(Visitor learner) {
    Page page = why(learner);
    page.locator("[name=patch]").last().check();
    assertThat(page.locator(".covered")).hasAttribute("data-size", "32");
    page.locator("#covered-pad").scrollIntoViewIfNeeded();
    BoundingBox pad = page.locator("#covered-pad").boundingBox();
    page.mouse().click(pad.x + pad.width - 3, pad.y + pad.height - 3);
    assertThat(page.locator("#covered-said")).containsText("rows 32 to 63 and columns 32 to 63");
    assertThat(page.locator(".covered-hidden")).hasAttribute("viewBox", "32 32 32 32");
    page.locator("#why-strength").fill("0");
    assertEquals("0",
        page.evaluate("getComputedStyle(document.querySelector('.heat canvas')).opacity"));
  }

  @Test
  void aTeacherShowsWhatExcitesAMap(@At(Device.PROJECTOR) Visitor teacher) {
    Page page = why(teacher);
    looks(page);
    assertThat(page.locator(".excited")).hasCount(9);
    page.locator("#why-map").focus();
    page.keyboard().press("ArrowUp");
    assertThat(page).hasURL(Pattern.compile("map=1"));
    assertThat(page.locator("#exciting [role=status]")).containsText("Map 1 of");
    page.locator("#why-set").selectOption("strokes");
    assertThat(page).hasURL(Pattern.compile("set=strokes"));
    looks(page);
    assertThat(page.locator("#exciting [role=status]")).containsText("Map 1 of");
    page.locator("#exciting").scrollIntoViewIfNeeded();
    teacher.picture("why-exciting");
    page.goBack();
    assertThat(page.locator("#why-set")).hasValue("shapes");
  }

  @Test
  void aStudentReadsItOnAPhone(@At(Device.PHONE) Visitor student) {
    Page page = why(student);
    assertThat(page.locator(".heat .legend canvas")).hasCount(2);
    student.neverScrollsSideways();
    student.findsNoBarriers();
    student.picture("why-phone");
    page.locator("#covered-pad").tap();
    assertThat(page.locator("#covered-said")).containsText("covered");
    page.locator(".why-share").nth(2).tap();
    assertThat(page).hasURL(Pattern.compile("class=\\d+"));
    student.neverScrollsSideways();
  }

  @Test
  void aUnitsPageLeadsToWhatExcitesItsMap(Visitor learner) {
    Bench.first(learner).hasRun();
    Page page = learner.page();
    page.navigate(page.url().replaceFirst("[?#].*", "") + "/layers/conv_1_2/units/3/5/6");
    page.locator(".unit-head a[href*='/why?of=conv_1_2&map=3']").click();
    looks(page);
    assertThat(page.locator("#exciting [role=status]")).containsText("Map 3 of conv_1_2");
  }

  private static Page why(Visitor visitor) {
    Bench.first(visitor);
    Page page = visitor.page();
    page.navigate(page.url().replaceFirst("[?#].*", "") + "/why");
    Locator cover = page.locator("#why-cover");
    if (cover.isVisible()) {
      cover.click();
    }
    assertThat(page.locator(".heat .legend canvas")).hasCount(2);
    return page;
  }

  /** Asks for the pictures where this machine, as its last runs tell, would not look at them unasked. */
  private static void looks(Page page) {
    Locator status = page.locator("#exciting [role=status]");
    assertThat(status).containsText(Pattern.compile("Map \\d+ of|look at \\d+ pictures first"));
    Locator look = page.locator("#why-look");
    if (look.isVisible()) {
      look.click();
    }
  }

  /** A map as it is painted now. */
  private static String drawn(Page page, String where) {
    return (String) page.evaluate(
        "where => document.querySelector(where + ' .heat-frame canvas').toDataURL()", where);
  }
}
