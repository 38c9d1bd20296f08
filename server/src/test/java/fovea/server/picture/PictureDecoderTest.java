package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
import fovea.web.Words;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;
  private static final int WHITE = 0xFFFFFF;
  private static final PictureDecoder DECODER = new PictureDecoder();

  private static Picture decode(byte[] file) {
    return DECODER.decode(file, Words.in(Locale.ENGLISH));
  }

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpeg"})
  void everyFormatKeepsItsQuarters(String format) {
    assertQuarters(
        PictureFiles.file(format, PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 32, 16)),
        RED, GREEN, BLUE, WHITE);
  }

  @Test
  void aPaletteKeepsItsQuarters() {
    assertQuarters(
        PictureFiles.file("png", PictureFiles.quarters(BufferedImage.TYPE_BYTE_INDEXED, 16, 16)),
        RED, GREEN, BLUE, WHITE);
  }

  /** What the eight orientations of EXIF look like when nobody turns them. */
  @ParameterizedTest
  @CsvSource({
    "1, R, G, B, W", "2, G, R, W, B", "3, W, B, G, R", "4, B, W, R, G",
    "5, R, B, G, W", "6, B, R, W, G", "7, W, G, B, R", "8, G, W, R, B"})
  void aTurnedPhotographComesOutUpright(
      int orientation, char topLeft, char topRight, char bottomLeft, char bottomRight) {
    BufferedImage lying = PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 32, 16);
    byte[] jpeg = PictureFiles.turnedJpeg(PictureFiles.file("jpeg", lying), orientation);
    byte[] png = PictureFiles.turnedPng(PictureFiles.file("png", lying), orientation);
    for (byte[] file : new byte[][]{jpeg, png}) {
      Picture picture = assertQuarters(
          file, colour(topLeft), colour(topRight), colour(bottomLeft), colour(bottomRight));
      assertEquals(orientation < 5 ? 32 : 16, picture.width());
    }
  }

  private static int colour(char letter) {
    return switch (letter) {
      case 'R' -> RED;
      case 'G' -> GREEN;
      case 'B' -> BLUE;
      default -> WHITE;
    };
  }

  @Test
  void aCmykJpegComesOutInItsColours() throws IOException {
    // Adobe's order and sense: 255 is no ink.
    int[][] inks = {{0, 255, 255, 255}, {255, 0, 0, 255}};
    var raster = Raster.createInterleavedRaster(
        DataBuffer.TYPE_BYTE, 32, 16, 4, null);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 32; x++) {
        raster.setPixel(x, y, inks[x / 16]);
      }
    }
    byte[] jpeg = adobeJpeg(raster);
    Picture picture = decode(jpeg);
    int cyan = at(picture, 0.5, 0.25);
    int red = at(picture, 0.5, 0.75);
    assertTrue((cyan >> 16) < 40 && (cyan & 0xFF) > 220, Integer.toHexString(cyan));
    assertTrue((red >> 16) > 220 && (red & 0xFF) < 40, Integer.toHexString(red));
  }

  /** A four-channel JPEG with Adobe's marker, which says that the channels are CMYK, inverted. */
  private static byte[] adobeJpeg(Raster raster) throws IOException {
    ImageWriter writer = null;
    for (var all = ImageIO.getImageWritersByFormatName("jpeg"); all.hasNext();) {
      ImageWriter next = all.next();
      if (next.getClass().getName().startsWith("com.sun")) {
        writer = next;
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      Objects.requireNonNull(writer).setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    }
    byte[] plain = bytes.toByteArray();
    byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0,
      0};
    byte[] file = Arrays.copyOf(plain, plain.length + adobe.length);
    System.arraycopy(adobe, 0, file, 2, adobe.length);
    System.arraycopy(plain, 2, file, 2 + adobe.length, plain.length - 2);
    return file;
  }

  @Test
  void transparencyBecomesWhite() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    Picture picture = decode(PictureFiles.file("png", image));
    assertEquals(WHITE, picture.pixels()[0]);
    assertEquals(0x7F, picture.pixels()[1] & 0xFF, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyStaysAsBrightAsItWas(int type) {
    BufferedImage image = new BufferedImage(3, 1, type);
    int greatest = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65_535;
    image.getRaster().setPixel(0, 0, new int[]{0});
    image.getRaster().setPixel(1, 0, new int[]{greatest / 2});
    image.getRaster().setPixel(2, 0, new int[]{greatest});
    Picture picture = decode(PictureFiles.file("png", image));
    assertEquals(0x000000, picture.pixels()[0]);
    assertEquals(0x7F7F7F, picture.pixels()[1], 0x010101);
    assertEquals(0xFFFFFF, picture.pixels()[2]);
  }

  @Test
  void sixteenBitColourKeepsItsQuarters() {
    BufferedImage image = ImageTypeSpecifier.createInterleaved(
        ColorSpace.getInstance(ColorSpace.CS_sRGB),
        new int[]{0, 1, 2},
        DataBuffer.TYPE_USHORT,
        false,
        false)
        .createBufferedImage(16, 16);
    image.getGraphics()
        .drawImage(PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 16, 16), 0, 0, null);
    assertQuarters(PictureFiles.file("png", image), RED, GREEN, BLUE, WHITE);
  }

  @Test
  void oneBitPixelsAreBlackAndWhite() {
    IndexColorModel blackAndWhite = new IndexColorModel(
        1, 2, new byte[]{0, -1}, new byte[]{0, -1}, new byte[]{0, -1});
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY, blackAndWhite);
    image.setRGB(4, 0, 0xFFFFFFFF);
    Picture picture = decode(PictureFiles.file("png", image));
    assertEquals(0, picture.pixels()[3]);
    assertEquals(WHITE, picture.pixels()[4]);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
    "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
    "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEA"
        + "AQAAAP4AAA3AAP7mtQAAAA=="})
  void webpIsRead(String base64) {
    Picture picture = decode(Base64.getDecoder().decode(base64));
    assertEquals(1, picture.width());
    assertEquals(1, picture.height());
  }

  @Test
  void onePixelIsAPicture() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x123456);
    assertEquals(0x123456, decode(PictureFiles.file("png", image)).pixels()[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpeg"})
  void aFileCutAnywhereIsRefused(String format) {
    byte[] file = PictureFiles.file(
        format, PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 64, 64));
    for (int tenth = 0; tenth < 10; tenth++) {
      byte[] cut = Arrays.copyOf(file, file.length * tenth / 10);
      Refusal refusal = assertThrows(Refusal.class, () -> decode(cut));
      assertEquals(400, refusal.status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16385, 1, picture_side", "1, 16385, picture_side", "8001, 8000, picture_pixels",
    "2147483647, 2147483647, picture_side", "65535, 65535, picture_side"})
  void aSizeOverTheLimitIsRefusedBeforeAnythingIsDecoded(int width, int height, String limit) {
    Refusal refusal = assertThrows(
        Refusal.class, () -> decode(PictureFiles.claimingPng(width, height)));
    assertEquals(422, refusal.status());
    assertEquals(limit, refusal.limit().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "II*\0", "", "PK\3\4", "BM", "GIF89a",
    "RIFF\0\0\0\0WEBP", "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "RIFFxxxxWAVE", "GIF8IEND;"})
  void whatIsNoPictureIsRefused(String content) {
    byte[] file = content.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(400, assertThrows(Refusal.class, () -> decode(file)).status());
  }

  @Test
  void noDamagedFileCausesAnythingButARefusal() {
    Random random = new Random(7);
    for (String format : new String[]{"png", "gif", "bmp", "jpeg"}) {
      byte[] file = PictureFiles.file(
          format, PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 24, 24));
      for (int trial = 0; trial < 100; trial++) {
        byte[] damaged = file.clone();
        for (int i = 0; i < 1 + trial % 8; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        try {
          decode(damaged);
        } catch (Refusal expected) {
          assertTrue(expected.status() == 400 || expected.status() == 422);
        }
      }
    }
  }

  private static Picture assertQuarters(
      byte[] file, int topLeft, int topRight, int bottomLeft, int bottomRight) {
    Picture picture = decode(file);
    assertColour(topLeft, at(picture, 0.25, 0.25));
    assertColour(topRight, at(picture, 0.25, 0.75));
    assertColour(bottomLeft, at(picture, 0.75, 0.25));
    assertColour(bottomRight, at(picture, 0.75, 0.75));
    return picture;
  }

  private static int at(Picture picture, double down, double across) {
    int y = (int) (down * picture.height());
    int x = (int) (across * picture.width());
    return picture.pixels()[y * picture.width() + x];
  }

  /** JPEG and palettes are near the colour, not on it. */
  private static void assertColour(int expected, int found) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertEquals((expected >> shift) & 0xFF, (found >> shift) & 0xFF, 12);
    }
  }
}
