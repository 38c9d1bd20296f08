package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who lets a network learn, watches it, and goes back through what it was. */
@ExtendWith(Stage.class)
class TrainJourney {

  /** What a newcomer waits for something to move, on a machine that other journeys keep busy as well. */
  private static final int SOON_MILLIS = 5_000;

  private static final int LEARNED_MILLIS = 60_000;

  private static final Pattern STATE = Pattern.compile("paused|done");

  @Test
  void aNetworkLearnsShapesBeforeItsLearnersEyes(Visitor learner) {
    Page page = train(learner, "Open TinyVGG");
    page.locator(".train-set:has([value=shapes])").click();
    // Ten numbers for eight classes: one click mends it, and starts.
    Locator misfit = page.locator(".train-misfit[data-set=shapes]");
    assertThat(misfit).containsText("8 classes");
    assertThat(page.locator("#train-start")).isHidden();
    learner.findsNoBarriersHere();
    misfit.locator("button").click();
    isLearning(page);
    String first = filters(page);
    page.waitForCondition(() -> !filters(page).equals(first),
        new Page.WaitForConditionOptions().setTimeout(SOON_MILLIS));
    assertThat(page.locator("#train-setup")).not().hasAttribute("open", "");
    assertThat(page.locator(".curve-training").first())
        .hasAttribute("points", Pattern.compile(".+ .+"));
    assertThat(page.locator(".train-maps canvas")).hasCount(10);
    assertThat(page.locator(".train-norms tbody tr").first()).containsText("conv_1_1");
    assertThat(page.locator(".train-confusion td[data-right=true]"))
        .hasCount(8, new LocatorAssertions.HasCountOptions().setTimeout(LEARNED_MILLIS));
    assertThat(page.locator(".train-shares li").first()).isVisible();
    learner.picture("train-running");
    page.locator("#train-pause").click();
    isPaused(page);
    learner.findsNoBarriers();
    isPaused(page);
    learner.picture("train-paused");
  }

  @Test
  void goingBackInTimeTakesTheWorkbenchAlong(Visitor learner) {
    Page page = train(learner, "Open LeNet-5");
    String address = page.url().replaceFirst("/train.*", "");
    page.navigate(address + "?layer=conv1");
    String before = page.locator("#w0").getAttribute("title");
    page.navigate(address + "/train");
    options(page, "pictures", "500", "epochs", "4");
    page.locator("#train-start").click();
    isLearning(page);
    assertThat(page.locator("#train")).hasAttribute("data-state", "done",
        new LocatorAssertions.HasAttributeOptions().setTimeout(LEARNED_MILLIS));
    String learned = filters(page);
    assertTrue(accuracy(page) > 30, "of ten digits it knows more than chance does");
    Locator slider = page.locator("#train-moment");
    slider.focus();
    page.keyboard().press("Home");
    assertThat(page.locator("[data-role=moment]")).hasText("before the first step");
    page.waitForCondition(() -> !filters(page).equals(learned));
    page.navigate(address + "?layer=conv1");
    assertEquals(before, page.locator("#w0").getAttribute("title"));
    page.navigate(address + "/train");
    page.locator("#train-moment").focus();
    page.keyboard().press("End");
    page.waitForCondition(() -> filters(page).equals(learned));
    page.locator(".train-slider a").click();
    Bench.at(learner).hasRun();
    page.navigate(address + "?layer=conv1");
    assertNotEquals(before, page.locator("#w0").getAttribute("title"));
    // The unit's arithmetic is that of the learned kernel.
    page.navigate(address + "/layers/conv1/units/0/3/3");
    assertThat(page.locator(".unit-title")).isVisible();
    page.navigate(address + "?layer=conv1");
    page.locator("#undo").click();
    assertThat(page.locator("#w0")).hasAttribute("title", before);
  }

  @Test
  void itIsPausedSteppedAndStoppedByKeyboardAlone(Visitor engineer) {
    Page page = train(engineer, "Open LeNet-5");
    page.locator("#train-start").focus();
    page.keyboard().press("Enter");
    isLearning(page);
    page.locator("#train-pause").focus();
    page.keyboard().press("Enter");
    isPaused(page);
    int step = step(page);
    page.locator("#train-one").focus();
    page.keyboard().press("Enter");
    page.waitForCondition(() -> step(page) == step + 1);
    isPaused(page);
    page.locator("#train-continue").focus();
    page.keyboard().press("Enter");
    page.waitForCondition(() -> step(page) > step + 1);
    page.locator("#train-stop").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#train")).hasAttribute("data-state", "done");
    assertNotEquals("BODY", page.evaluate("document.activeElement.tagName"));
  }

  @Test
  void aRateThatExplodesSaysSoAndIsTriedAgain(Visitor learner) {
    Page page = train(learner, "Open TinyVGG");
    page.locator(".train-set:has([value=strokes])").click();
    options(page, "optimizer", "sgd", "lr", "1000000", "warm_up", "0");
    page.locator("#train-start").click();
    assertThat(page.locator("#train")).hasAttribute("data-state", "lost");
    assertThat(page.locator("#train .problem")).containsText("many times what it was at first");
    learner.findsNoBarriersIn(ColorScheme.LIGHT);
    learner.picture("train-lost");
    page.locator("#train .problem button").first().click();
    assertThat(page.locator("#train-lr")).hasValue("100000");
  }

  @Test
  void aStudentTrainsOnAPhoneWhileTheWorkbenchSaysSo(@At(Device.PHONE) Visitor student) {
    Page page = train(student, "Open LeNet-5");
    student.neverScrollsSideways();
    page.locator("#train-start").tap();
    isLearning(page);
    assertThat(page.locator(".train-confusion td").first())
        .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(LEARNED_MILLIS));
    student.neverScrollsSideways();
    student.picture("train");
    String address = page.url().replaceFirst("/train.*", "");
    page.navigate(address);
    assertThat(page.locator("#learning a")).containsText("learning: step");
    student.picture("learning");
    page.locator("#learning a").tap();
    page.locator("#train-pause").tap();
    assertThat(page.locator("#train")).hasAttribute("data-state", STATE);
    student.findsNoBarriers();
    student.neverScrollsSideways();
  }

  private static Page train(Visitor visitor, String offer) {
    Bench.from(visitor, offer);
    Page page = visitor.page();
    page.locator("#train-link, .layer-actions a[href$='/train']").first()
        .evaluate("it => it.click()");
    page.waitForURL(Pattern.compile(".*/train$"));
    return page;
  }

  private static void options(Page page, String... values) {
    page.locator("#train-options > summary").click();
    for (int i = 0; i < values.length; i += 2) {
      Locator field = page.locator("#train-" + values[i]);
      if (values[i].equals("optimizer")) {
        field.selectOption(values[i + 1]);
      } else {
        field.fill(values[i + 1]);
      }
    }
  }

  private static void isLearning(Page page) {
    assertThat(page.locator("#train")).hasAttribute("data-state", "running");
    assertThat(page.locator(".train-filters canvas").first()).isVisible();
  }

  private static void isPaused(Page page) {
    assertThat(page.locator("#train")).hasAttribute("data-state", "paused");
  }

  /** All filters, as they are painted now. */
  private static String filters(Page page) {
    return (String) page.evaluate(
        "[...document.querySelectorAll('.train-filters canvas')].map(it => it.toDataURL()).join()");
  }

  private static int step(Page page) {
    return ((Number) page.evaluate(
        "document.querySelector('[data-role=progress]').value")).intValue();
  }

  /** Of the last validation, in percent. */
  private static double accuracy(Page page) {
    String text = page.locator("[data-chart=accuracy] [data-role=validation]").innerText();
    return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
  }
}
