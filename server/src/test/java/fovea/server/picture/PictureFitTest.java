package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureFitTest {

  private static final Picture TWO_BY_ONE = new Picture(2, 1, new int[]{0xFF0000, 0x0000FF});

  private static float[] values(
      Picture picture, int channels, int height, int width, Fit fit, Normalisation normalisation) {
    Tensor tensor = PictureFit.fit(picture, new Shape.Maps(channels, height, width), fit)
        .tensor(normalisation);
    assertEquals(
        Arrays.toString(new int[]{channels, height, width}), Arrays.toString(tensor.shape()));
    return tensor.data();
  }

  private static float[] values(Picture picture, int height, int width, Fit fit) {
    return values(picture, 3, height, width, fit, Normalisation.ZERO_TO_ONE);
  }

  @Test
  void theSameSizeKeepsEveryPixelExactly() {
    Picture picture = new BuiltInPictures().picture("edges").orElseThrow();
    int side = BuiltInPictures.SIDE;
    for (Fit fit : Fit.values()) {
      float[] values = values(picture, side, side, fit);
      for (int i = 0; i < side * side; i++) {
        assertEquals(((picture.pixels()[i] >> 16) & 0xFF) / 255f, values[i]);
      }
    }
  }

  @Test
  void smallerIsTheMeanOfTheAreaThatIsCovered() {
    assertArrayEquals(new float[]{0.5f, 0, 0.5f}, values(TWO_BY_ONE, 1, 1, Fit.STRETCH), 1e-6f);
    // Three old pixels to two: each covers one whole and half of the middle one.
    Picture three = new Picture(3, 1, new int[]{0x000000, 0xFF0000, 0x000000});
    float third = 1 / 3f;
    assertArrayEquals(
        new float[]{third, third, 0, 0, 0, 0}, values(three, 1, 2, Fit.STRETCH), 1e-6f);
  }

  @Test
  void largerIsLinearBetweenTheCentres() {
    float[] red = Arrays.copyOf(values(TWO_BY_ONE, 1, 4, Fit.STRETCH), 4);
    assertArrayEquals(new float[]{1, 0.75f, 0.25f, 0}, red, 1e-6f);
  }

  @Test
  void cropKeepsTheMiddle() {
    Picture four = new Picture(4, 2, new int[]{
      0xFF0000, 0x00FF00, 0x00FF00, 0xFF0000, 0xFF0000, 0x00FF00, 0x00FF00, 0xFF0000});
    assertArrayEquals(
        new float[]{0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0}, values(four, 2, 2, Fit.CROP), 1e-6f);
  }

  @Test
  void padPutsBlackAroundTheWhole() {
    float[] red = Arrays.copyOf(values(TWO_BY_ONE, 2, 2, Fit.PAD), 4);
    assertArrayEquals(new float[]{1, 0, 0, 0}, red, 1e-6f);
    float[] padded = values(new Picture(1, 1, new int[]{0xFFFFFF}), 3, 9, Fit.PAD);
    for (int x = 0; x < 9; x++) {
      assertEquals(x >= 3 && x < 6 ? 1 : 0, padded[9 + x]);
    }
  }

  @Test
  void oneChannelIsLumaAndManyRepeatTheColours() {
    Picture green = new Picture(1, 1, new int[]{0x00FF00});
    assertArrayEquals(
        new float[]{0.587f},
        values(green, 1, 1, 1, Fit.CROP, Normalisation.ZERO_TO_ONE),
        1e-6f);
    assertArrayEquals(
        new float[]{0, 1, 0, 0, 1},
        values(green, 5, 1, 1, Fit.CROP, Normalisation.ZERO_TO_ONE),
        1e-6f);
  }

  @Test
  void normalisationsDoWhatTheirNamesSay() {
    Picture grey = new Picture(2, 1, new int[]{0x000000, 0xFFFFFF});
    assertArrayEquals(
        new float[]{-1, 1, -1, 1, -1, 1},
        values(grey, 3, 1, 2, Fit.CROP, Normalisation.MINUS_ONE_TO_ONE),
        1e-6f);
    float[] imageNet = values(grey, 3, 1, 2, Fit.CROP, Normalisation.IMAGENET);
    assertEquals(-0.485f / 0.229f, imageNet[0], 1e-6f);
    assertEquals((1 - 0.406f) / 0.225f, imageNet[5], 1e-6f);
    assertArrayEquals(
        new float[]{-1, 1, -1, 1, -1, 1},
        values(grey, 3, 1, 2, Fit.CROP, Normalisation.PER_PICTURE),
        1e-6f);
    float[] flat = values(
        new Picture(1, 1, new int[]{0x808080}), 3, 1, 1, Fit.CROP, Normalisation.PER_PICTURE);
    assertArrayEquals(new float[3], flat, 1e-6f);
  }

  @Test
  void aTinyAndAVeryWidePictureFillAnyInput() {
    Picture wide = new Picture(1_000, 1, new int[1_000]);
    for (Fit fit : Fit.values()) {
      assertEquals(3 * 224 * 224, values(wide, 224, 224, fit).length);
      assertEquals(3, values(wide, 1, 1, fit).length);
      assertEquals(3 * 7 * 300, values(TWO_BY_ONE, 7, 300, fit).length);
    }
  }
}
