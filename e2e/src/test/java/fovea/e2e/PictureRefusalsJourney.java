package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody whose picture cannot be taken, and somebody with the photos of a phone. */
@ExtendWith(Stage.class)
class PictureRefusalsJourney {

  @Test
  void theReasonOfARefusalStandsInTheDialog(Visitor student) {
    student.expectsRefusals();
    Bench bench = Bench.first(student);
    bench.hasRun();
    bench.opens("choose-picture");
    Page page = student.page();
    assertThat(page.locator("#choose-picture .field-hint").first())
        .containsText("up to 64 megapixels and 16,384 pixels a side");
    byte[] small = png(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_BINARY));
    chooses(page, "image/png", "no picture".getBytes(StandardCharsets.UTF_8));
    says(page, "This is no picture that Fovea reads: PNG, JPEG, GIF, BMP and WebP are.");
    chooses(page, "image/png", Arrays.copyOf(small, small.length - 20));
    says(page,
        "This PNG file ends early: a part of the picture is missing. Save or send it once more.");
    student.picture("picture-refused");
    chooses(page, "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    says(page, "This is no picture that Fovea reads: PNG, JPEG, GIF, BMP and WebP are.");
    chooses(page, "image/png",
        png(new BufferedImage(8_100, 8_000, BufferedImage.TYPE_BYTE_BINARY)));
    says(page, "This picture has 65 megapixels; up to 64 are taken. Make it smaller.");
    chooses(page, "image/png", png(new BufferedImage(16_385, 8, BufferedImage.TYPE_BYTE_BINARY)));
    says(page,
        "This picture is 16,385\u00a0×\u00a08 pixels; a side may have up to 16,384. Make it smaller.");
    chooses(page, "image/heic", new byte[10_100_000]);
    says(page,
        "This file has 11 MB, and your browser cannot make it smaller. Up to 10 MB are taken.");
    student.findsNoBarriersHere();
    chooses(page, "image/png", small);
    assertThat(page.locator("#choose-picture")).isHidden();
    bench.opens("choose-picture");
    assertThat(note(page)).isEmpty();
  }

  @Test
  void whatIsDroppedOnThePageIsRefusedInTheDialog(@At(Device.PHONE) Visitor student) {
    student.expectsRefusals();
    Bench.first(student).hasRun();
    Page page = student.page();
    page.evaluate("""
        () => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["GIF89a"], "a.gif", { type: "image/gif" }));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }""");
    assertThat(page.locator("#choose-picture")).isVisible();
    says(page,
        "This GIF file ends early: a part of the picture is missing. Save or send it once more.");
    student.picture("picture-refused");
    student.neverScrollsSideways();
  }

  @Test
  void whatIsMissingIsSaidInTheReadersLanguage(Visitor student) {
    student.expectsRefusals();
    student.opens("/?lang=es");
    Bench.at(student).hasRun();
    Bench.at(student).opens("choose-picture");
    chooses(student.page(), "image/png", new byte[100]);
    says(student.page(), "Esta no es una imagen que Fovea lea: lee PNG, JPEG, GIF, BMP y WebP.");
  }

  /** 24 megapixels and more than 10 MB, red above and noise below as it lies, held to the left. */
  @Test
  void aPhonesPhotoIsMadeSmallerAndTurnedUpright(Visitor student) {
    BufferedImage lying = new BufferedImage(6_000, 4_000, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < 4_000; y++) {
      for (int x = 0; x < 6_000; x++) {
        lying.setRGB(x, y, y < 1_000 ? 0xFF0000 : random.nextInt(0x1000000));
      }
    }
    byte[] photo = turned(written("jpg", lying));
    assertTrue(photo.length > 10_000_000, photo.length + " bytes");
    assertEquals("255 0 0, 128", shown(student, "image/jpeg", photo, 56, 32, 8, 32));
  }

  @Test
  void whatIsTransparentInALargePictureIsWhite(Visitor student) {
    BufferedImage image = new BufferedImage(6_000, 4_000, BufferedImage.TYPE_4BYTE_ABGR);
    for (int y = 0; y < 4_000; y++) {
      for (int x = 0; x < 3_000; x++) {
        image.setRGB(x, y, 0xFF000080);
      }
    }
    assertEquals("255 255 255, 0", shown(student, "image/png", png(image), 56, 32, 8, 32));
  }

  /** A pixel of what the network sees after the upload, and about how much red another one has. */
  private static String shown(
      Visitor student, String type, byte[] file, int x, int y, int otherX, int otherY) {
    Bench bench = Bench.first(student);
    bench.hasRun();
    bench.opens("choose-picture");
    Page page = student.page();
    chooses(page, type, file);
    assertThat(page.locator("#choose-picture")).isHidden();
    assertThat(page.locator("#picture-choice")).containsText("Your picture");
    bench.hasRun();
    return (String) page.evaluate("""
        async ([x, y, otherX, otherY]) => {
          const image = document.querySelector(".picture");
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), {width: 64, height: 64});
          const context = canvas.getContext("2d", { willReadFrequently: true });
          context.drawImage(image, 0, 0, 64, 64);
          const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
          const near = (value) => value > 248 ? 255 : value < 8 ? 0 : Math.abs(value - 128) < 40 ? 128 : value;
          return at(x, y).map(near).join(" ") + ", " + near(at(otherX, otherY)[0]);
        }""", List.of(x, y, otherX, otherY));
  }

  private static void chooses(Page page, String type, byte[] file) {
    page.locator("#choose-picture input[type=file]")
        .setInputFiles(new FilePayload("file", type, file));
  }

  private static Locator note(Page page) {
    return page.locator("#choose-picture .upload-note");
  }

  private static void says(Page page, String reason) {
    assertThat(note(page)).hasText(reason);
  }

  private static byte[] png(BufferedImage image) {
    return written("png", image);
  }

  private static byte[] written(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** With an EXIF block that says: the upper edge is to be turned to the right. */
  private static byte[] turned(byte[] jpeg) {
    byte[] exif = {(byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0,
      0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    file.writeBytes(exif);
    file.write(jpeg, 2, jpeg.length - 2);
    return file.toByteArray();
  }
}
