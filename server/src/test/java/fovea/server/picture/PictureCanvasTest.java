package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.server.picture.GifFiles.Frame;
import fovea.web.Words;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's first frame stands on its canvas, and of a large picture some pixels are taken. */
class PictureCanvasTest {

  private static final PictureDecoder DECODER = new PictureDecoder();
  private static final int WHITE = 0xFFFFFF;
  private static final int[] COLOURS = {
    0x102030, 0xFF0000, 0x00FF00, 0x0000FF, 0x808080, 0xFFFF00, 0x123456, 0x654321};

  @AfterAll
  static void close() {
    DECODER.close();
  }

  private static Picture decode(byte[] file) {
    return DECODER.decode(file, Words.in(Locale.ENGLISH));
  }

  /** A screen, a frame's place and size, its transparent number (-1 for none), its order of rows. */
  @ParameterizedTest
  @CsvSource({
    "20, 12, 3, 5, 7, 4, -1, false", "20, 12, 0, 0, 20, 12, -1, true",
    "20, 12, 19, 11, 1, 1, 2, false",
    "20, 12, 13, 0, 7, 12, 0, true", "9, 9, 1, 2, 3, 5, 7, true",
    "300, 200, 10, 20, 280, 150, 3, true",
    "500, 500, 0, 250, 499, 249, -1, false",
    // Larger than the screen, beside it, and a screen of nothing: the screen grows.
    "4, 4, 0, 0, 9, 7, -1, false", "4, 4, 3, 2, 5, 5, 1, true", "4, 4, 6, 8, 2, 2, -1, false",
    "0, 0, 0, 0, 5, 3, -1, false"})
  void aGifsFrameStandsOnItsScreen(
      int screenWidth, int screenHeight, int left, int top, int width, int height, int transparent,
      boolean interlaced) {
    int[][] numbers = numbers(width, height);
    Frame second = new Frame(0, 0, numbers(2, 2), -1, false);
    Picture picture = decode(GifFiles.file(screenWidth, screenHeight, COLOURS,
        new Frame(left, top, numbers, transparent, interlaced), second));
    assertEquals(Math.max(screenWidth, left + width), picture.width());
    assertEquals(Math.max(screenHeight, top + height), picture.height());
    int[] expected = new int[picture.width() * picture.height()];
    Arrays.fill(expected, WHITE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int number = numbers[y][x];
        expected[(top + y) * picture.width() + left + x] = number == transparent
            ? WHITE
            : COLOURS[number];
      }
    }
    assertArrayEquals(expected, picture.pixels());
  }

  private static int[][] numbers(int width, int height) {
    Random random = new Random(width * 31L + height);
    int[][] numbers = new int[height][width];
    for (int[] row : numbers) {
      for (int x = 0; x < width; x++) {
        // Runs and noise, so that codes of every length come.
        row[x] = random.nextInt(4) == 0 ? random.nextInt(8) : row[Math.max(0, x - 1)];
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"6, 4, 40, 20", "0, 0, 16, 8", "24, 12, 40, 20", "0, 12, 40, 20"})
  void anAnimatedWebpsFrameStandsOnItsCanvas(int left, int top, int width, int height) {
    byte[] file = WebpFiles.animation(
        width, height, left, top, WebpFiles.LOSSLESS_CLEAR, WebpFiles.LOSSLESS);
    int[] expected = new int[width * height];
    Arrays.fill(expected, WHITE);
    for (int y = 0; y < 4; y++) {
      Arrays.fill(expected, (top + y) * width + left, (top + y) * width + left + 8, 0xFF0000);
      Arrays.fill(expected, (top + y) * width + left + 8, (top + y) * width + left + 16, 0x00FF00);
    }
    assertArrayEquals(expected, decode(file).pixels());
  }

  @Test
  void everyKindOfWebpFrameIsRead() {
    for (byte[] still : List.of(WebpFiles.LOSSLESS, WebpFiles.LOSSLESS_CLEAR, WebpFiles.LOSSY,
        WebpFiles.LOSSY_CLEAR)) {
      Picture alone = decode(still);
      Picture moving = decode(WebpFiles.animation(20, 10, 2, 2, still));
      assertEquals(WHITE, moving.pixels()[0]);
      for (int y = 0; y < 8; y++) {
        assertArrayEquals(Arrays.copyOfRange(alone.pixels(), 16 * y, 16 * y + 16),
            Arrays.copyOfRange(moving.pixels(), 20 * (y + 2) + 2, 20 * (y + 2) + 18));
      }
    }
    assertEquals(WHITE, decode(WebpFiles.LOSSY_CLEAR).pixels()[7 * 16]);
    assertEquals(WHITE, decode(WebpFiles.LOSSLESS_CLEAR).pixels()[7 * 16]);
  }

  /** Written by libwebp 1.2.4 from the PNG beside it, with every transform, and caches of colours. */
  @ParameterizedTest
  @ValueSource(strings = {
    "gradient", "discs-clear", "two-colours", "four-colours-clear", "twelve-colours",
    "hundred-colours-clear"})
  void losslessWebpLosesNothing(String name) throws IOException {
    assertArrayEquals(
        decode(resource(name + ".png")).pixels(), decode(resource(name + ".webp")).pixels());
  }

  @Test
  void alphaThatIsNotCompressedIsReadToo() throws IOException {
    assertArrayEquals(decode(resource("packed-alpha.webp")).pixels(),
        decode(resource("raw-alpha.webp")).pixels());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = PictureCanvasTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream).readAllBytes();
    }
  }

  @Test
  void anAnimatedPngShowsItsStillPicture() {
    byte[] png = PictureFiles.file("png", PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 8, 8));
    byte[] animated = PictureFiles.withChunk(png, "acTL", new byte[]{0, 0, 0, 2, 0, 0, 0, 0});
    assertArrayEquals(decode(png).pixels(), decode(animated).pixels());
  }

  @Test
  void aBmpMayStandOnItsHeadOrNot() {
    byte[] file = PictureFiles.file("bmp",
        PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 8, 8));
    Picture usual = decode(file);
    for (int at = 22; at < 26; at++) {
      file[at] = (byte) (-8 >> (8 * (at - 22)));
    }
    Picture topDown = decode(file);
    for (int y = 0; y < 8; y++) {
      assertArrayEquals(Arrays.copyOfRange(usual.pixels(), 8 * y, 8 * y + 8),
          Arrays.copyOfRange(topDown.pixels(), 8 * (7 - y), 8 * (8 - y)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void ofALargePictureEverySoManiethPixelIsTaken(int step) throws IOException {
    Deadline deadline = Deadline.in(60);
    for (Map.Entry<PictureFormat, byte[]> file : odd().entrySet()) {
      PictureFile picture = PictureFile.of(file.getKey(), file.getValue());
      Picture whole = picture.sampled(1, deadline);
      Picture sampled = picture.sampled(step, deadline);
      int width = Math.ceilDiv(whole.width(), step);
      assertEquals(width, sampled.width());
      for (int i = 0; i < sampled.pixels().length; i++) {
        int x = i % width * step;
        int y = (i / width) * step;
        assertEquals(whole.pixels()[y * whole.width() + x], sampled.pixels()[i],
            file.getKey() + " y " + y + ", x " + x);
      }
    }
  }

  /** One of each format, of odd sizes; frames that begin and end between the pixels taken. */
  private static Map<PictureFormat, byte[]> odd() {
    BufferedImage image = PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 53, 37);
    return Map.of(
        PictureFormat.PNG, PictureFiles.file("png", image),
        PictureFormat.JPEG, PictureFiles.file("jpeg", image),
        PictureFormat.BMP, PictureFiles.file("bmp", image),
        PictureFormat.GIF, GifFiles.file(31, 23, COLOURS,
            new Frame(7, 5, numbers(19, 13), 2, true)),
        PictureFormat.WEBP, WebpFiles.animation(37, 23, 14, 8, WebpFiles.LOSSLESS));
  }
}
