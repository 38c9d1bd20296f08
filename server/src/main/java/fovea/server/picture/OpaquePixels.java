package fovea.server.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.List;

/**
 * Brings whatever a decoder gives (grey, palette, 16 bits, transparent) to plain RGB on white, row by
 * row, so that no second picture is needed on the way.
 */
final class OpaquePixels {

  static final int WHITE = 0xFFFFFF;

  private final BufferedImage image;
  private final Raster raster;
  private final int width;
  private final int bands;
  private final List<Integer> transparent;
  private final int[] samples;
  private final int[] row;

  private OpaquePixels(BufferedImage image, List<Integer> transparent) {
    this.image = image;
    this.raster = image.getRaster();
    this.width = image.getWidth();
    this.bands = raster.getNumBands();
    this.transparent = transparent;
    this.samples = new int[width * bands];
    this.row = new int[width];
  }

  /**
   * The pixels of an image.
   *
   * @param transparent the samples of a colour that is not there, as they stand in the raster; empty if
   *     all are
   */
  static Picture of(BufferedImage image, List<Integer> transparent) {
    return new OpaquePixels(inSrgb(image), transparent).picture();
  }

  /** The picture of pixels {@code 0xAARRGGBB} in sRGB, row by row, whose array becomes its own if it is no longer. */
  static Picture of(int[] pixels, int width, int height) {
    int count = width * height;
    int[] opaque = pixels.length == count ? pixels : Arrays.copyOf(pixels, count);
    for (int i = 0; i < count; i++) {
      opaque[i] = onWhite(opaque[i]);
    }
    return new Picture(width, height, opaque);
  }

  /** Converts a picture with a colour profile of its own at once; pixel by pixel takes a minute. */
  private static BufferedImage inSrgb(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model.getColorSpace().isCS_sRGB() || isGrey(model)) {
      return image;
    }
    BufferedImage converted = new BufferedImage(
        image.getWidth(),
        image.getHeight(),
        model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    return new ColorConvertOp(null).filter(image, converted);
  }

  private static boolean isGrey(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private Picture picture() {
    int height = image.getHeight();
    int[] pixels = new int[width * height];
    boolean hasSamples = image.getColorModel() instanceof ComponentColorModel;
    for (int y = 0; y < height; y++) {
      if (hasSamples || !transparent.isEmpty()) {
        raster.getPixels(0, y, width, 1, samples);
      }
      if (hasSamples) {
        mixSamples();
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
        mixColours();
      }
      if (!transparent.isEmpty()) {
        clear();
      }
      System.arraycopy(row, 0, pixels, y * width, width);
    }
    return new Picture(width, image.getHeight(), pixels);
  }

  /**
   * Samples are taken as they stand: Java2D believes that grey is linear light, and would brighten
   * everything but TYPE_BYTE_GRAY.
   */
  private void mixSamples() {
    int greatest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    boolean hasAlpha = bands % 2 == 0;
    int green = bands > 2 ? 1 : 0;
    for (int x = 0; x < width; x++) {
      int at = x * bands;
      int alpha = hasAlpha ? samples[at + bands - 1] : greatest;
      row[x] = onWhite(samples[at], alpha, greatest) << 16
          | onWhite(samples[at + green], alpha, greatest) << 8
          | onWhite(samples[at + 2 * green], alpha, greatest);
    }
  }

  /** Colours of a palette or of packed pixels, {@code 0xAARRGGBB}. */
  private void mixColours() {
    for (int x = 0; x < width; x++) {
      row[x] = onWhite(row[x]);
    }
  }

  private static int onWhite(int colour) {
    int alpha = colour >>> 24;
    return onWhite(colour >> 16 & 255, alpha, 255) << 16
        | onWhite(colour >> 8 & 255, alpha, 255) << 8
        | onWhite(colour & 255, alpha, 255);
  }

  private static int onWhite(int sample, int alpha, int greatest) {
    if (greatest == 255 && alpha == 255) {
      return sample;
    }
    long of = (long) greatest * greatest;
    return (int) ((255 * ((long) alpha * sample + (long) (greatest - alpha) * greatest) + of / 2)
        / of);
  }

  private void clear() {
    int compared = transparent.size();
    for (int x = 0; x < width; x++) {
      boolean isClear = true;
      for (int c = 0; c < compared; c++) {
        isClear &= samples[x * bands + c] == transparent.get(c);
      }
      row[x] = isClear ? WHITE : row[x];
    }
  }
}
