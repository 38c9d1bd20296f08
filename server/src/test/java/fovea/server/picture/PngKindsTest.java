package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.web.Words;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of PNG that there is, read as the standard says, pixel by pixel. */
class PngKindsTest {

  private static final PictureDecoder DECODER = new PictureDecoder();
  private static final byte[] NOTHING = {};
  private static final int WHITE = 0xFFFFFF;

  @AfterAll
  static void close() {
    DECODER.close();
  }

  /** Colour type, depth, whether interlaced, whether something is transparent. */
  static List<Arguments> kinds() {
    int[][] depths = {{1, 2, 4, 8, 16}, {}, {8, 16}, {1, 2, 4, 8}, {8, 16}, {}, {8, 16}};
    List<Arguments> kinds = new ArrayList<>();
    for (int colour = 0; colour < depths.length; colour++) {
      for (int depth : depths[colour]) {
        for (boolean interlaced : new boolean[]{false, true}) {
          kinds.add(Arguments.of(colour, depth, interlaced, false));
          if (colour < PngFiles.GREY_ALPHA) {
            kinds.add(Arguments.of(colour, depth, interlaced, true));
          }
        }
      }
    }
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsReadAsTheStandardSays(
      int colour, int depth, boolean interlaced, boolean isTransparent) {
    Random random = new Random(colour * 100L + depth);
    for (int[] size : new int[][]{{1, 1}, {9, 5}, {33, 17}, {8, 64}}) {
      int[][][] samples = samples(random, size[1], size[0], colour, depth);
      byte[] palette = colour == PngFiles.PALETTE ? bytes(random, 3 << depth) : NOTHING;
      byte[] clear = isTransparent ? clear(random, samples, colour, depth) : NOTHING;
      Picture picture = DECODER.decode(
          PngFiles.file(samples, colour, depth, interlaced, palette, clear),
          Words.in(Locale.ENGLISH));
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          int expected = colour(samples[y][x], colour, depth, palette, clear);
          int found = picture.pixels()[y * size[0] + x];
          for (int shift = 0; shift < 24; shift += 8) {
            // Sixteen bits become eight by rounding or by dropping the lower half.
            assertEquals(expected >> shift & 255, found >> shift & 255, depth == 16 ? 1 : 0,
                "y " + y + ", x " + x);
          }
        }
      }
    }
  }

  @Test
  void sixteenBitsAreComparedInFull() {
    int[][][] samples = {{{0x1234}, {0x1235}, {0x1334}}};
    byte[] file = PngFiles.file(samples, PngFiles.GREY, 16, false, NOTHING,
        new byte[]{0x12, 0x34});
    int[] pixels = DECODER.decode(file, Words.in(Locale.ENGLISH)).pixels();
    assertEquals(WHITE, pixels[0]);
    assertEquals(0x121212, pixels[1], 0x010101);
    assertEquals(0x131313, pixels[2], 0x010101);
  }

  private static int[][][] samples(Random random, int height, int width, int colour, int depth) {
    int[][][] samples = new int[height][width][PngFiles.bands(colour)];
    for (int[][] row : samples) {
      for (int[] pixel : row) {
        for (int band = 0; band < pixel.length; band++) {
          pixel[band] = random.nextInt(1 << depth);
        }
      }
    }
    return samples;
  }

  /** The colour of one of the pixels, or the opacities of the first half of a palette. */
  private static byte[] clear(Random random, int[][][] samples, int colour, int depth) {
    if (colour == PngFiles.PALETTE) {
      return bytes(random, 1 << (depth - 1));
    }
    int[][] row = samples[random.nextInt(samples.length)];
    ByteBuffer key = ByteBuffer.allocate(2 * PngFiles.bands(colour));
    for (int sample : row[random.nextInt(row.length)]) {
      key.putShort((short) sample);
    }
    return key.array();
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Read from the standard: scaled to 8 bits, then laid on white. */
  private static int colour(int[] pixel, int colour, int depth, byte[] palette, byte[] clear) {
    double greatest = (1 << depth) - 1;
    double[] rgb = new double[3];
    double alpha = 1;
    if (colour == PngFiles.PALETTE) {
      for (int c = 0; c < 3; c++) {
        rgb[c] = (palette[3 * pixel[0] + c] & 255) / 255.0;
      }
      alpha = pixel[0] < clear.length ? (clear[pixel[0]] & 255) / 255.0 : 1;
    } else {
      boolean isKey = clear.length > 0;
      for (int c = 0; c < 3; c++) {
        int band = pixel.length > 2 ? c : 0;
        rgb[c] = pixel[band] / greatest;
        isKey = isKey && pixel[band] == (ByteBuffer.wrap(clear).getShort(2 * band) & 0xFFFF);
      }
      alpha = isKey ? 0 : pixel.length % 2 == 0 ? pixel[pixel.length - 1] / greatest : 1;
    }
    int mixed = 0;
    for (double sample : rgb) {
      mixed = mixed << 8 | (int) Math.round(255 * (alpha * sample + 1 - alpha));
    }
    return mixed;
  }
}
