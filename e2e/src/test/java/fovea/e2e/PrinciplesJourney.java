package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to see what convolutions are good for, on a network of their own. */
@ExtendWith(Stage.class)
class PrinciplesJourney {

  @Test
  void aLearnerMovesThePictureByKeyboardUntilPoolingNoLongerBreaksIt(Visitor learner) {
    Bench.first(learner).hasRun();
    Page page = learner.page();
    page.locator(".layer-actions a[href$='/principles']").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".wirings tbody tr").first()).containsText("×");
    learner.findsNoBarriers();
    learner.picture("principles-parameters");
    turnsTo(page, "equivariance");
    assertThat(page.locator("[data-state=stride]").first())
        .containsText("Equivariance breaks here");
    canBeDragged(page);
    page.locator(".shift-pad").focus();
    page.keyboard().press("Home");
    assertThat(page.locator(".moves tbody tr").first()).hasAttribute("data-state", "moves");
    page.keyboard().press("ArrowDown");
    assertThat(page).hasURL(Pattern.compile("dy=1&dx=0"));
    assertThat(page.locator("[data-state=border]").first()).isVisible();
    assertThat(page.locator("[data-state=stride]").first())
        .containsText("Equivariance breaks here");
    learner.findsNoBarriers();
    canBeDragged(page);
    page.locator(".shift-pad").focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    assertThat(page).hasURL(Pattern.compile("dy=4&dx=0"));
    assertThat(page.locator("[data-state=stride]")).hasCount(0);
    assertThat(page.locator(".shift-pad")).isFocused();
    learner.picture("principles-equivariance");
  }

  @Test
  void equivarianceIsBrokenByAStrideWhileTheMouseDrags(Visitor learner) {
    Page page = principles(learner, "equivariance?dy=0&dx=0");
    canBeDragged(page);
    BoundingBox pad = page.locator(".shift-pad").boundingBox();
    double pixel = pad.width / 64;
    page.mouse().move(pad.x + pad.width / 2, pad.y + pad.height / 2);
    page.mouse().down();
    page.mouse().move(pad.x + pad.width / 2 + 3 * pixel, pad.y + pad.height / 2);
    assertThat(page).hasURL(Pattern.compile("dy=0&dx=3"));
    page.mouse().up();
    assertThat(page.locator("#shift-said strong")).containsText("max_pool_1 is the first");
    page.locator("#move-conv_1_2").click();
    assertThat(page.locator("tr[aria-current=true]")).containsText("conv_1_2");
    String first = drawn(page);
    page.locator("#look-next[href], #look-previous[href]").first().click();
    assertThat(page).hasURL(Pattern.compile("layer=conv_1_2&map="));
    page.waitForCondition(() -> !drawn(page).equals(first));
  }

  /** The large map of the moved picture, as it is painted now. */
  private static String drawn(Page page) {
    return (String) page.evaluate("document.querySelector('#look canvas').toDataURL()");
  }

  @Test
  void aTeacherShowsLocalityAndWhatPoolingForgets(@At(Device.PROJECTOR) Visitor teacher) {
    Page page = principles(teacher, "locality");
    assertThat(page.locator(".chart-picture")).hasCount(1);
    assertThat(page.locator(".places-grid td")).hasCount(9);
    teacher.findsNoBarriers();
    teacher.picture("principles-locality");
    page.locator(".scatter").first().scrollIntoViewIfNeeded();
    teacher.picture("principles-position");
    turnsTo(page, "pooling");
    assertThat(page.locator(".way")).hasCount(6);
    teacher.findsNoBarriers();
    page.locator("a[href$='kernel_size=4']").click();
    assertThat(page.locator("a[href$='kernel_size=4']")).hasAttribute("aria-current", "true");
    teacher.picture("principles-pooling");
  }

  @Test
  void aStudentReadsItOnAPhone(@At(Device.PHONE) Visitor student) {
    Page page = principles(student, "equivariance?dy=1");
    canBeDragged(page);
    page.locator(".shift-steps a").nth(2).tap();
    assertThat(page.locator("#shift-said")).containsText("down by 2");
    drags(page, 40);
    assertThat(page).hasURL(Pattern.compile("dy=2&dx=[1-9]"));
    student.neverScrollsSideways();
    student.picture("principles-phone");
    for (String principle : List.of("locality", "pooling")) {
      turnsTo(page, principle);
      student.neverScrollsSideways();
      student.findsNoBarriers();
      student.picture("principles-" + principle);
    }
  }

  /** A finger on the picture, so many pixels of the screen to the right. */
  private static void drags(Page page, int pixels) {
    page.locator(".shift-pad").scrollIntoViewIfNeeded();
    BoundingBox pad = page.locator(".shift-pad").boundingBox();
    CDPSession finger = page.context().newCDPSession(page);
    double y = pad.y + pad.height / 2;
    touches(finger, "touchStart", pad.x + 100, y);
    touches(finger, "touchMove", pad.x + 100 + pixels / 2.0, y);
    touches(finger, "touchMove", pad.x + 100 + pixels, y);
    JsonObject end = new JsonObject();
    end.addProperty("type", "touchEnd");
    end.add("touchPoints", new JsonArray());
    finger.send("Input.dispatchTouchEvent", end);
  }

  private static void touches(CDPSession finger, String type, double x, double y) {
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    JsonArray points = new JsonArray();
    points.add(point);
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    finger.send("Input.dispatchTouchEvent", event);
  }

  private static Page principles(Visitor visitor, String principle) {
    Bench.first(visitor);
    Page page = visitor.page();
    page.navigate(page.url().replaceFirst("[?#].*", "") + "/principles/" + principle);
    return page;
  }

  /** The scripts are there, too. */
  private static void canBeDragged(Page page) {
    assertThat(page.locator(".shift-picture"))
        .hasAttribute("style", Pattern.compile("translate"));
  }

  private static void turnsTo(Page page, String principle) {
    page.locator(".principles-nav a[href$='/" + principle + "']").focus();
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/principles/" + principle));
  }
}
