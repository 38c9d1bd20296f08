package fovea.server.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Brings whatever a decoder gives (grey, palette, 16 bits, transparent) to plain opaque RGB. */
final class OpaquePixels {

  private OpaquePixels() {}

  static Picture of(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(model instanceof IndexColorModel)) {
      return ofGrey(image);
    }
    return Picture.of(onWhite(inSrgb(image)));
  }

  /**
   * Grey samples are taken as they stand. Java2D believes that grey is linear light and would
   * brighten everything but TYPE_BYTE_GRAY.
   */
  private static Picture ofGrey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    double greatest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    boolean transparent = raster.getNumBands() > 1;
    int[] samples = new int[width];
    int[] alphas = new int[width];
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, samples);
      if (transparent) {
        raster.getSamples(0, y, width, 1, 1, alphas);
      }
      for (int x = 0; x < width; x++) {
        double alpha = transparent ? alphas[x] / greatest : 1;
        double grey = alpha * samples[x] / greatest + (1 - alpha);
        pixels[y * width + x] = (int) Math.round(255 * grey) * 0x010101;
      }
    }
    return new Picture(width, height, pixels);
  }

  /** Converts a picture with a colour profile of its own at once; pixel by pixel takes a minute. */
  private static BufferedImage inSrgb(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model.getColorSpace().isCS_sRGB() || model instanceof IndexColorModel) {
      return image;
    }
    BufferedImage converted = new BufferedImage(
        image.getWidth(),
        image.getHeight(),
        model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    return new ColorConvertOp(null).filter(image, converted);
  }

  private static BufferedImage onWhite(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return image;
    }
    BufferedImage canvas = new BufferedImage(image.getWidth(), image.getHeight(),
        BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return canvas;
  }
}
