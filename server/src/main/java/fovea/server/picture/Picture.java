package fovea.server.picture;

import fovea.engine.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture as rows of pixels, 8 bits each of red, green and blue, nothing else: no transparency,
 * no metadata, no file name. Immutable by agreement: nobody writes into {@link #pixels}.
 */
public final class Picture {

  private final int width;
  private final int height;
  private final int[] pixels;

  /** {@code pixels}: {@code 0xRRGGBB}, row by row, {@code height × width} of them. */
  Picture(int width, int height, int[] pixels) {
    if (pixels.length != width * height) {
      throw new IllegalArgumentException(
          "expected " + width + " × " + height + " pixels but found " + pixels.length);
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Nothing but white, to {@link #put} into what is being decoded. */
  static Picture white(int width, int height) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, OpaquePixels.WHITE);
    return new Picture(width, height, pixels);
  }

  /** Sets a pixel of a picture that nobody else knows yet. */
  void put(int y, int x, int pixel) {
    pixels[y * width + x] = pixel;
  }

  /** Puts another picture there, in a picture that nobody else knows yet. */
  void put(int top, int left, Picture part) {
    for (int y = 0; y < part.height; y++) {
      System.arraycopy(
          part.pixels, y * part.width, pixels, (top + y) * width + left, part.width);
    }
  }

  /** Takes over an opaque image. */
  static Picture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xFFFFFF;
    }
    return new Picture(width, height, pixels);
  }

  /** Reads what {@link #png} has written; not for files of unknown origin. */
  public static Picture ofPng(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      if (image == null) {
        throw new IllegalArgumentException("expected a PNG of ours but found something else");
      }
      return OpaquePixels.of(image, List.of());
    } catch (IOException notOurs) {
      throw new UncheckedIOException("a kept picture cannot be read", notOurs);
    }
  }

  /** Takes numbers from 0 to 1, {@code [C, H, W]}: grey of one channel, else red, green and blue. */
  public static Picture ofTensor(Tensor picture) {
    int height = picture.dimension(1);
    int width = picture.dimension(2);
    int size = height * width;
    float[] numbers = picture.data();
    int[] pixels = new int[size];
    for (int i = 0; i < size; i++) {
      int green = size % numbers.length;
      pixels[i] = pixel(255 * numbers[i], 255 * numbers[green + i],
          255 * numbers[2 * size % numbers.length + i]);
    }
    return new Picture(width, height, pixels);
  }

  /** Takes bytes of red, green and blue, row by row, {@code 3 × height × width} of them. */
  public static Picture ofRgb(int width, int height, byte[] rgb) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = ((rgb[3 * i] & 0xFF) << 16) | ((rgb[3 * i + 1] & 0xFF) << 8)
          | (rgb[3 * i + 2] & 0xFF);
    }
    return new Picture(width, height, pixels);
  }

  /** The same bytes. */
  byte[] rgb() {
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return rgb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  int[] pixels() {
    return pixels;
  }

  /** The picture as a PNG file without any metadata. */
  public byte[] png() {
    DirectColorModel colours = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
    BufferedImage image = new BufferedImage(colours, Raster.createPackedRaster(
        new DataBufferInt(pixels, pixels.length), width, height, width, colours.getMasks(), null),
        false, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** The same picture with its longer side at most this long; itself when it is already. */
  public Picture within(int longestSide) {
    double scale = Math.max(width, height) / (double) longestSide;
    if (scale <= 1) {
      return this;
    }
    int newWidth = Math.max(1, (int) Math.round(width / scale));
    int newHeight = Math.max(1, (int) Math.round(height / scale));
    return Resampling.picture(
        this,
        Resampling.of(0, width, width, newWidth),
        Resampling.of(0, height, height, newHeight));
  }

  /** Rounds planes of values 0 to 255 to a picture. */
  static Picture ofPlanes(int width, int height, float[] red, float[] green, float[] blue) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixel(red[i], green[i], blue[i]);
    }
    return new Picture(width, height, pixels);
  }

  /** The nearest pixel {@code 0xRRGGBB} of values 0 to 255. */
  static int pixel(float red, float green, float blue) {
    return Math.round(red) << 16 | Math.round(green) << 8 | Math.round(blue);
  }
}
