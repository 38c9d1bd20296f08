package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who makes a set to learn from: by drawing, with a camera, from files, and with a class. */
@ExtendWith(Stage.class)
class SetsJourney {

  private static final int LEARNED_MILLIS = 60_000;

  /** What the camera sees from now on: a sheet with a stroke, like those that were drawn. */
  private static final String HELD_BEFORE_THE_CAMERA = """
      () => {
        const sheet = document.createElement("canvas");
        sheet.width = sheet.height = 280;
        const ink = sheet.getContext("2d");
        let held = "down";
        window.hold = (stroke) => { held = stroke; };
        setInterval(() => {
          ink.fillStyle = "black";
          ink.fillRect(0, 0, 280, 280);
          ink.fillStyle = "white";
          if (held === "down") ink.fillRect(130, 50, 22, 180);
          else ink.fillRect(50, 130, 180, 22);
        }, 50);
        navigator.mediaDevices.getUserMedia = async () => sheet.captureStream(20);
      }""";

  private static final Pattern SET = Pattern.compile(".*/sets/[a-z2-7]{20}$");

  @Test
  void tenDrawingsOfTwoClassesAreCounted(Visitor learner) {
    drawsTen(learner);
    Page page = learner.page();
    assertThat(page.locator("#set-summary")).containsText("8 to learn from and 2 for validation");
    assertThat(page.locator(".tile[data-validates]")).hasCount(2);
    learner.picture("set");
    page.locator("input[name=turn]").fill("90");
    assertThat(page.locator(".augmented img").nth(1))
        .hasAttribute("src", Pattern.compile(".*epoch=1&.*turn=90.*"));
    page.locator("#tiles-1 input").first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press(" ");
    page.locator(".set-legend button").click();
    assertThat(page.locator(".set-count").nth(1)).hasText("4 pictures");
    assertThat(page.locator("#set-summary")).containsText("9 pictures");
    learner.findsNoBarriers();
    learner.neverScrollsSideways();
  }

  @Test
  void tenDrawingsAreCountedOnAPhone(@At(Device.PHONE) Visitor learner) {
    drawsTen(learner);
    learner.neverScrollsSideways();
    learner.picture("set");
    learner.findsNoBarriers();
  }

  @Test
  void whatWasDrawnIsLearnedAndKnownAgainByTheCamera(Visitor learner) {
    drawsTen(learner);
    Page page = learner.page();
    page.locator("#set-summary a").click();
    // The newcomer's network gives eight numbers: one click mends it, and starts.
    page.locator(".train-misfit:not([hidden]) button").click();
    assertThat(page.locator("#train")).hasAttribute("data-state", "done",
        new LocatorAssertions.HasAttributeOptions().setTimeout(LEARNED_MILLIS));
    page.navigate(page.url().replaceFirst("/train.*", "") + "?layer=softmax");
    page.evaluate(HELD_BEFORE_THE_CAMERA);
    page.locator(".camera [data-role=start]").click();
    for (String stroke : List.of("down", "across", "down")) {
      page.evaluate("stroke => window.hold(stroke)", stroke);
      assertThat(page.locator(".verdict")).containsText("The network says: " + stroke + ", ");
    }
    learner.picture("known-again");
    learner.findsNoBarriers();
  }

  /** Five strokes down and five across. */
  private static void drawsTen(Visitor learner) {
    Page page = learner.page();
    makes(learner, "Strokes of mine", "down\nacross");
    for (int drawn = 1; drawn <= 10; drawn++) {
      boolean isDown = drawn <= 5;
      page.locator("#set-choice label").nth(isDown ? 0 : 1).click();
      draws(page, isDown, 0.3 + 0.08 * (drawn % 5));
      page.locator(".collect [data-role=use]").click();
      assertThat(page.locator(".set-count").nth(isDown ? 0 : 1))
          .hasText(count(isDown ? drawn : drawn - 5));
    }
    assertThat(page.locator("#set-summary")).containsText("10 pictures in 2 classes");
    assertThat(page.locator("#set-choice input").nth(1)).isChecked();
  }

  private static String count(int pictures) {
    return pictures == 1 ? "1 picture" : pictures + " pictures";
  }

  private static void makes(Visitor learner, String name, String classes) {
    learner.opens("/sets");
    Page page = learner.page();
    page.locator("#set-name").fill(name);
    page.locator("#set-classes").fill(classes);
    page.locator("form:has(#set-classes) button").click();
    assertThat(page).hasURL(SET);
    assertThat(page.locator("h1")).hasText(name);
  }

  private static void draws(Page page, boolean isDown, double where) {
    Locator pad = page.locator(".pad-canvas");
    pad.scrollIntoViewIfNeeded();
    BoundingBox box = pad.boundingBox();
    for (double along : new double[]{0.2, 0.5, 0.8}) {
      double x = box.x + box.width * (isDown ? where : along);
      double y = box.y + box.height * (isDown ? along : where);
      page.mouse().move(x, y);
      if (along == 0.2) {
        page.mouse().down();
      }
    }
    page.mouse().up();
  }

  @Test
  void aSetIsMadeByKeysAlone(Visitor learner) {
    learner.opens("/sets");
    Page page = learner.page();
    page.locator("#set-name").focus();
    page.keyboard().type("Dots");
    page.keyboard().press("Tab");
    page.keyboard().type("one, two");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(SET);
    page.locator("#set-choice input").first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Tab");
    page.keyboard().press(" ");
    page.keyboard().press("Shift+ArrowDown");
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
    assertThat(page.locator(".set-count").nth(1)).hasText("1 picture");
    assertThat(page.locator(".collect [data-role=use]")).isFocused();
  }

  @Test
  void manyFilesAndACameraFillASet(Visitor learner) {
    makes(learner, "Hills", "hill\nroom");
    Page page = learner.page();
    page.locator(".collect input[type=file]").setInputFiles(
        new Path[]{Photo.onDisk(), Photo.onDisk(), Photo.onDisk()});
    assertThat(page.locator(".set-count").first()).hasText("3 pictures");
    page.locator("#set-choice label").nth(1).click();
    page.locator(".snapshots [data-role=start]").click();
    Locator take = page.locator(".snapshots [data-role=take]");
    assertThat(take).isVisible();
    page.waitForCondition(() -> (boolean) page.evaluate(
        "document.querySelector('.snapshots video').videoWidth > 0"));
    take.click();
    assertThat(page.locator(".set-count").nth(1)).hasText("1 picture");
    take.hover();
    page.mouse().down();
    assertThat(page.locator(".set-count").nth(1))
        .hasText(Pattern.compile("(?:[3-9]|\\d\\d) pictures"));
    page.mouse().up();
    learner.picture("set-camera");
    page.locator(".snapshots [data-role=stop]").click();
    assertThat(page.locator(".snapshots [data-role=start]")).isFocused();
    page.locator(".collect input[type=file]").setInputFiles(noPicture());
    assertThat(page.locator(".collect-note")).containsText("This is no picture");
  }

  @Test
  void aZipOfFoldersIsOpenedAndWhatIsNoneIsRefused(Visitor learner) {
    learner.opens("/sets");
    Page page = learner.page();
    page.locator("#file-name").fill("Colours");
    page.locator("#set-file").setInputFiles(noPicture());
    page.locator("form:has(#set-file) button").click();
    assertThat(page.locator("#toasts")).containsText("This is no set that Fovea reads");
    page.locator("#set-file").setInputFiles(zip());
    page.locator("form:has(#set-file) button").click();
    assertThat(page.locator("h1")).hasText("Colours");
    assertThat(page.locator(".set-class h2")).hasText(
        new Pattern[]{Pattern.compile("blue\\s+30 pictures"),
          Pattern.compile("red\\s+2 pictures")});
    page.locator("#class-of-0 a").click();
    assertThat(page.locator(".tile")).hasCount(30);
    learner.findsNoBarriers();
    learner.opens("/sets");
    assertThat(page.locator(".card").first()).containsText("32 pictures in 2 classes");
  }

  @Test
  void aClassFillsOneSetTogether(
      @At(Device.PROJECTOR) Visitor teacher, @At(Device.PHONE) Visitor ann, Visitor ben) {
    teacher.opens("/rooms");
    Page board = teacher.page();
    board.locator("[aria-labelledby=make-title] button").click();
    String room = board.url();
    String code = board.locator(".board-code strong").textContent();
    for (Visitor student : List.of(ann, ben)) {
      student.opens("/join/" + code);
      student.page().locator("main .room-form button").click();
      assertThat(student.page()).hasURL(room);
    }
    board.locator(".board-tools a[href$='/sets']").click();
    board.locator("#set-name").fill("Ours");
    board.locator("#set-classes").fill("down\nacross");
    board.locator("form:has(#set-classes) button").click();
    assertThat(board.locator("h1")).hasText("Ours");
    ann.page().locator(".room-more").tap();
    for (Visitor student : List.of(ann, ben)) {
      student.page().locator(".room-bar a[href*='/sets/']").click();
      draws(student.page(), true, 0.5);
      student.page().locator(".collect [data-role=use]").click();
    }
    assertThat(board.locator(".set-count").first()).hasText("2 pictures");
    assertThat(ann.page().locator(".set-count").first()).hasText("2 pictures");
    assertThat(ann.page().locator("#tiles-0 input")).hasCount(1);
    ann.neverScrollsSideways();
    ann.findsNoBarriersHere();
    board.locator("#tiles-0 input").first().check(new Locator.CheckOptions().setForce(true));
    board.locator(".set-legend button").click();
    assertThat(ben.page().locator(".set-count").first()).hasText("1 picture");
    board.locator(".set-manage button[name=closed]").click();
    assertThat(ben.page().locator("#set-summary")).containsText("closed");
    teacher.picture("set-of-class");
    teacher.findsNoBarriersHere();
  }

  private static Path noPicture() {
    return written(".txt", out -> out.write("label,pixels".getBytes(StandardCharsets.UTF_8)));
  }

  /** Thirty blue pictures and two red ones. */
  private static Path zip() {
    return written(".zip", out -> {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (int i = 0; i < 32; i++) {
          zip.putNextEntry(new ZipEntry((i < 30 ? "blue/" : "red/") + i + ".png"));
          BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
          Graphics2D pen = image.createGraphics();
          pen.setColor(i < 30 ? Color.BLUE : Color.RED);
          pen.fillRect(i, 0, 40, 40);
          pen.dispose();
          ImageIO.write(image, "png", zip);
          zip.closeEntry();
        }
      }
    });
  }

  private interface Content {
    void write(OutputStream to) throws IOException;
  }

  private static Path written(String ending, Content content) {
    try {
      Path file = Files.createTempFile(Path.of("target"), "set", ending);
      try (OutputStream out = Files.newOutputStream(file)) {
        content.write(out);
      }
      return file.toAbsolutePath();
    } catch (IOException fullDisk) {
      throw new UncheckedIOException(fullDisk);
    }
  }
}
