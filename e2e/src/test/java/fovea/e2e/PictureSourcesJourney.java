package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who shows the network something of their own, and something done to it. */
@ExtendWith(Stage.class)
class PictureSourcesJourney {
  private static final Pattern LIVE = Pattern.compile("[1-9]\\d* pictures a second.*");

  @Test
  void stepsBeforeTheNetworkAreAddedChangedAndUndone(Visitor student) {
    goesThroughSteps(student);
    student.page().locator(".step button[name=remove]").first().click();
    assertThat(student.page().locator(".step")).hasCount(1);
    student.page().locator("#undo").click();
    assertThat(student.page().locator(".step")).hasCount(2);
    student.findsNoBarriers();
  }

  @Test
  void stepsBeforeTheNetworkWorkByTouch(@At(Device.PHONE) Visitor student) {
    goesThroughSteps(student);
    student.neverScrollsSideways();
  }

  private static void goesThroughSteps(Visitor student) {
    Bench bench = Bench.first(student);
    bench.hasRun();
    bench.shows("picture");
    Page page = student.page();
    page.locator(".steps-add button[value=rotate]").click();
    assertThat(page.locator(".step")).hasCount(1);
    page.locator(".steps-add button[value=noise]").click();
    assertThat(page.locator(".step")).hasCount(2);
    page.locator("#step-0-amount").fill("90");
    assertThat(page.locator(".picture"))
        .hasAttribute("src", Pattern.compile(".*steps=rotate:90,noise:30:0"));
    bench.isSaved();
    student.picture("steps");
  }

  @Test
  void aCameraIsFollowedAndOneOfItsPicturesKept(Visitor student) {
    followsACamera(student);
    student.page().locator(".camera [data-role=take]").click();
    assertThat(student.page().locator("#picture-choice")).containsText("Your picture");
    assertThat(student.page().locator(".camera [data-role=start]")).isVisible();
  }

  @Test
  void aCameraIsFollowedOnAPhoneUntilItIsStopped(@At(Device.PHONE) Visitor student) {
    followsACamera(student);
    student.page().locator(".camera [data-role=stop]").click();
    assertThat(student.page().locator(".camera [data-role=start]")).isVisible();
    assertThat(student.page().locator(".picture"))
        .hasAttribute("src", Pattern.compile(".*/input.png.*"));
  }

  private static void followsACamera(Visitor student) {
    Bench bench = Bench.first(student);
    bench.hasRun();
    bench.shows("picture");
    Page page = student.page();
    page.locator(".camera [data-role=start]").click();
    assertThat(page.locator(".camera-note")).hasText(LIVE);
    assertThat(page.locator(".picture")).hasAttribute("src", Pattern.compile("data:image/png.*"));
    student.picture("camera");
  }

  @Test
  void aDrawingIsMadeWithTheMouseAndWithKeys(Visitor student) {
    Bench bench = Bench.first(student);
    bench.opens("choose-picture");
    Page page = student.page();
    page.locator("#choose-picture [data-opens=draw]").click();
    Locator pad = page.locator(".pad-canvas");
    BoundingBox box = pad.boundingBox();
    page.mouse().move(box.x + box.width / 4, box.y + box.height / 4);
    page.mouse().down();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().up();
    pad.focus();
    page.keyboard().press("Shift+ArrowRight");
    page.keyboard().press(" ");
    assertThat(page.locator("#draw [data-role=reading]")).hasText("Row 14, column 15, drawn");
    student.picture("pad");
    page.locator("#draw [data-role=use]").click();
    assertThat(page.locator("#picture-choice")).containsText("Your picture");
    // Where the mouse was, it is white; a corner stays black.
    Assertions.assertEquals("255 0", page.evaluate("""
        async () => {
          const image = document.querySelector(".picture");
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), {width: 64, height: 64});
          const context = canvas.getContext("2d", { willReadFrequently: true });
          context.drawImage(image, 0, 0, 64, 64);
          const red = (x, y) => context.getImageData(x, y, 1, 1).data[0];
          return red(24, 24) + " " + red(60, 4);
        }"""));
  }
}
