package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to see how a network is built: from afar, and down to its layers. */
@ExtendWith(Stage.class)
class PictureOfTheNetworkJourney {

  @Test
  void stagesUnfoldIntoBlocksAndLayersByMouse(Visitor student) {
    Bench.from(student, "Open ResNet-50");
    Page page = student.page();
    assertThat(cards(page)).hasCount(12);
    student.picture("stages");
    unfold(page, "add_2").click();
    assertThat(page.locator(".band")).hasCount(1);
    assertThat(page.locator(".band")).containsText("layer1, residual stage of 3");
    assertThat(cards(page)).hasCount(14);
    assertThat(page).hasURL(Pattern.compile(".*fold=.*"));
    page.reload();
    assertThat(cards(page)).hasCount(14);
    unfold(page, "layer1.1.bn1").click();
    assertThat(page.locator(".arc").first()).isAttached();
    student.picture("unfolded");
    page.locator(".band-link").first().click();
    assertThat(cards(page)).hasCount(12);
    student.findsNoBarriers();
  }

  @Test
  void theSameByKeyboard(Visitor engineer) {
    Bench.from(engineer, "Open GoogLeNet");
    Page page = engineer.page();
    int stages = cards(page).count();
    page.keyboard().press("]");
    assertThat(cards(page)).not().hasCount(stages);
    page.keyboard().press("]");
    assertThat(page.locator(".segment[aria-current]")).hasText("Layers");
    assertThat(page.locator(".minimap")).isVisible();
    page.keyboard().press("0");
    assertThat(page.locator("#overview")).not().hasAttribute("data-zoom", "1.00");
    engineer.picture("layers");
    page.keyboard().press("0");
    assertThat(page.locator("#overview")).hasAttribute("data-zoom", "1.00");
    page.keyboard().press("+");
    assertThat(page.locator("#overview")).hasAttribute("data-zoom", "1.25");
    page.locator("#column-input .column-link").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator("#inspector-title")).not().hasText("input");
  }

  @Test
  void twoFingersZoomOnAPhone(@At(Device.PHONE) Visitor student) {
    Bench.from(student, "Open GoogLeNet");
    Page page = student.page();
    unfold(page, "inception3b.branch").click();
    assertThat(page.locator(".band")).hasCount(1);
    pinch(page);
    assertThat(page.locator("#overview")).hasAttribute("data-zoom", Pattern.compile("[2-3]\\..*"));
    student.neverScrollsSideways();
    student.picture("picture");
    student.findsNoBarriers();
  }

  @Test
  void thePictureIsTakenAlongAsSvgAndPng(Visitor teacher) throws IOException {
    Bench.from(teacher, "Open ResNet-50");
    Page page = teacher.page();
    Download svg = page.waitForDownload(() -> page.locator("[data-svg]").click());
    String drawing = Files.readString(svg.path());
    assertTrue(drawing.contains("layer1") && drawing.contains("residual stage"), drawing);
    Download png = page.waitForDownload(() -> page.locator("[data-png]").click());
    assertTrue(png.suggestedFilename().endsWith(".png"), png.suggestedFilename());
    byte[] pixels = Files.readAllBytes(png.path());
    assertTrue(pixels.length > 5_000 && pixels[1] == 'P', pixels.length + " bytes");
    Files.write(java.nio.file.Path.of("target", "screenshots", "exported.png"), pixels);
  }

  private static Locator cards(Page page) {
    return page.locator("#overview .column");
  }

  /** What unfolds the group whose last layer's id contains that. */
  private static Locator unfold(Page page, String last) {
    return page.locator(".column[data-layers*='" + last + "'] .unfold").first();
  }

  private static void pinch(Page page) {
    BoundingBox box = page.locator(".scene-window").boundingBox();
    double x = box.x + box.width / 2;
    double y = box.y + box.height / 2;
    CDPSession touch = page.context().newCDPSession(page);
    for (int apart : new int[]{40, 60, 80, 100}) {
      touch.send("Input.dispatchTouchEvent", touch(apart == 40 ? "touchStart" : "touchMove",
          x, y, apart));
    }
    touch.send("Input.dispatchTouchEvent", touch("touchEnd", x, y, 0));
  }

  private static com.google.gson.JsonObject touch(String type, double x, double y, int apart) {
    Object[] points = apart == 0
        ? new Object[0]
        : new Object[]{Map.of("x", x - apart / 2.0, "y", y, "id", 0),
          Map.of("x", x + apart / 2.0, "y", y, "id", 1)};
    return new com.google.gson.Gson().toJsonTree(Map.of("type", type, "touchPoints", points))
        .getAsJsonObject();
  }
}
