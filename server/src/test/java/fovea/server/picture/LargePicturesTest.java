package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
import fovea.web.Words;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What phones take is taken, in little memory and not for ever. */
class LargePicturesTest {

  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  private static final int SIDE = 8_000;

  /** 64 megapixels, the upper half white and the lower black where there are two. */
  private static byte[] file(String format) {
    return switch (format) {
      case "jpeg" -> PictureFiles.turnedJpeg(PictureFiles.file("jpeg", halves()), 6);
      case "png" -> PictureFiles.turnedPng(PictureFiles.file("png", halves()), 6);
      case "bmp" -> PictureFiles.file("bmp", halves());
      case "gif" -> BadPictures.flatGif(SIDE, SIDE);
      case "webp" -> WebpFiles.flat(SIDE, SIDE);
      default -> BadPictures.manyScans(60, 4_000);
    };
  }

  private static BufferedImage halves() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY);
    image.getGraphics().fillRect(0, 0, SIDE, SIDE / 2);
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp", "gif", "webp"})
  void sixtyFourMegapixelsAreTakenInLittleMemory(String format) throws IOException {
    byte[] file = file(format);
    PictureFile picture = PictureFile.of(PictureFormat.of(file).orElseThrow(), file);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Picture sampled = picture.sampled(2, Deadline.in(600));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(SIDE / 2, sampled.width());
    assertEquals(SIDE / 2, sampled.height());
    // What is counted against the budget before a turn is given.
    long counted = picture.workingBytes() + 12L * sampled.width() * sampled.height();
    assertTrue(allocated <= counted, format + ": " + allocated + " of " + counted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void aLargePhotographIsStillTurnedUpright(String format) throws IOException {
    byte[] file = file(format);
    PictureFormat kind = PictureFormat.of(file).orElseThrow();
    Picture lying = PictureFile.of(kind, file).sampled(2, Deadline.in(600));
    Picture picture = Orientation.of(kind, file).upright(lying);
    // Its upper half is white as it lies, its right half when it is turned to the right.
    assertEquals(0x000000, picture.pixels()[2_000 * 4_000 + 1_000]);
    assertEquals(0xFFFFFF, picture.pixels()[2_000 * 4_000 + 3_000]);
  }

  @Test
  void neverMoreThanSixteenMegapixelsAreDecoded() {
    try (PictureDecoder decoder = new PictureDecoder(200_000_000)) {
      for (int[] size : new int[][]{{4_000, 4_000}, {4_001, 4_000}, {16_384, 3_900},
        {7_999, 7_999}}) {
        Picture picture = decoder.decode(BadPictures.flatGif(size[0], size[1]), ENGLISH);
        assertTrue(picture.pixels().length <= PictureDecoder.MAX_DECODED);
        int step = Math.ceilDiv(size[0], picture.width());
        assertEquals(size[0] * size[1] > 16_000_000 ? 2 : 1, step);
        assertEquals(Math.ceilDiv(size[1], step), picture.height());
      }
    }
  }

  @Test
  void aPictureLargerThanTheBudgetIsRefusedByName() {
    try (PictureDecoder decoder = new PictureDecoder(1 << 20)) {
      Refusal refusal = assertThrows(
          Refusal.class, () -> decoder.decode(WebpFiles.flat(1_000, 1_000), ENGLISH));
      assertEquals("picture_memory_bytes", refusal.limit().orElseThrow());
      assertEquals(422, refusal.status());
    }
  }

  @Test
  void aSmallMemorySeesFewerPixels() {
    try (PictureDecoder decoder = new PictureDecoder(10_000_000)) {
      Picture picture = decoder.decode(BadPictures.flatGif(1_000, 1_500), ENGLISH);
      assertEquals(500, picture.width());
      assertEquals(750, picture.height());
    }
  }

  @Test
  void scansWithoutEndAreRefusedBeforeTheyAreDecoded() {
    try (PictureDecoder decoder = new PictureDecoder()) {
      Refusal refusal = assertThrows(
          Refusal.class, () -> decoder.decode(BadPictures.manyScans(2_500, 4_000), ENGLISH));
      assertEquals("picture_scans", refusal.limit().orElseThrow());
    }
  }

  /** Decoding is called as the decoder calls it, with a deadline that comes while it is under way. */
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive", "png", "bmp", "gif", "webp"})
  void everyDecoderStopsSoonAfterItsDeadline(String format) throws IOException {
    byte[] file = file(format);
    PictureFile picture = PictureFile.of(PictureFormat.of(file).orElseThrow(), file);
    long nanos = 20_000_000;
    long from = System.nanoTime();
    Unreadable late = null;
    try {
      picture.sampled(2, new Deadline(from + nanos, 0));
    } catch (Unreadable stopped) {
      late = stopped;
    } catch (IOException | RuntimeException wrapped) {
      late = Unreadable.tooSlow(0);
    }
    long over = (System.nanoTime() - from - nanos) / 1_000_000;
    assertTrue(late != null, "it ended before its deadline");
    assertTrue(over < Long.getLong("fovea.stopMillis", 1_500), over + " ms");
  }

  @Test
  void whoWaitsTooLongForATurnIsToldToComeBack() throws Exception {
    try (PictureDecoder decoder = new PictureDecoder();
        ExecutorService people = Executors.newCachedThreadPool()) {
      byte[] slow = WebpFiles.flat(2_000, 2_000);
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        requests.add(() -> status(decoder, slow));
      }
      int refused = 0;
      for (Future<Integer> status : people.invokeAll(requests)) {
        assertNotEquals(422, status.get());
        refused += status.get() == 503 ? 1 : 0;
      }
      // At most 32 wait and two are served; the others are told so at once.
      assertTrue(refused > 0, refused + " refused");
    }
  }

  private static int status(PictureDecoder decoder, byte[] file) {
    try {
      decoder.decode(file, ENGLISH);
      return 200;
    } catch (Refusal refusal) {
      assertTrue(refusal.status() != 503 || refusal.retryAfterSeconds() > 0);
      return refusal.status();
    }
  }
}
