package fovea.server.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a WebP, lossless or lossy. Lossy pixels are given to ImageIO as a file of their own, so
 * that nothing else is looked at; it does not know every kind of alpha, which is read here.
 *
 * @param pixels the content of the chunk {@code VP8L} or {@code VP8}
 */
record WebpFrame(
    Place place, boolean isLossless, FileBytes pixels, @Nullable FileBytes alpha,
    @Nullable FileBytes profile) {

  private static final int LOSSLESS_HEADER = 5;
  private static final int HAS_PROFILE = 0x20;

  /** The frame with these pixels, and with what other chunks say of it, at the upper left. */
  static WebpFrame of(boolean isLossless, FileBytes pixels, Map<String, FileBytes> others) {
    Place size = isLossless ? losslessSize(pixels) : lossySize(pixels);
    return new WebpFrame(size, isLossless, pixels, others.get("ALPH"), others.get("ICCP"));
  }

  private static Place losslessSize(FileBytes pixels) {
    long bits = pixels.littleU32(1);
    boolean isKnown = pixels.u8(0) == 0x2F && bits >> 29 == 0;
    if (!isKnown) {
      throw Unreadable.damaged();
    }
    return new Place(0, 0, (int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
  }

  private static Place lossySize(FileBytes pixels) {
    return new Place(0, 0, pixels.littleU16(6) & 0x3FFF, pixels.littleU16(8) & 0x3FFF);
  }

  WebpFrame at(Place there) {
    return new WebpFrame(there, isLossless, pixels, alpha, profile);
  }

  /** Lossless pixels and alpha are decoded whole, and a palette may double them. */
  long workingBytes() {
    long count = (long) place.width() * place.height();
    return isLossless ? 6 * count : alpha == null ? 0 : 7 * count;
  }

  /** Every {@code step}th pixel from there on. */
  Picture sampled(int step, int fromX, int fromY, Deadline deadline) throws IOException {
    return isLossless
        ? lossless(step, fromX, fromY, deadline)
        : OpaquePixels.of(lossy(step, fromX, fromY, deadline), List.of());
  }

  /** Straight from the decoder's numbers, unless a profile says what colours they are. */
  private Picture lossless(int step, int fromX, int fromY, Deadline deadline) {
    int[] all = LosslessWebp.decode(
        pixels, LOSSLESS_HEADER, place.width(), place.height(), deadline);
    int opaque = (pixels.u8(4) & 0x10) == 0 ? 0xFF << 24 : 0;
    int width = Math.ceilDiv(place.width() - fromX, step);
    int height = Math.ceilDiv(place.height() - fromY, step);
    // Never further than where it is read next, so that the numbers need no second place.
    for (int y = 0; y < height; y++) {
      int row = (fromY + y * step) * place.width() + fromX;
      for (int x = 0; x < width; x++) {
        all[y * width + x] = all[row + x * step] | opaque;
      }
    }
    return profile == null
        ? OpaquePixels.of(all, width, height)
        : OpaquePixels.of(image(all, width, height), List.of());
  }

  /** Four bytes a pixel in the frame's own colours. */
  private BufferedImage image(int[] all, int width, int height) {
    BufferedImage image = ImageTypeSpecifier.createInterleaved(
        colours(), new int[]{0, 1, 2, 3}, DataBuffer.TYPE_BYTE, true, false)
        .createBufferedImage(width, height);
    int[] bands = new int[4 * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = all[y * width + x];
        bands[4 * x] = pixel >> 16 & 255;
        bands[4 * x + 1] = pixel >> 8 & 255;
        bands[4 * x + 2] = pixel & 255;
        bands[4 * x + 3] = pixel >>> 24;
      }
      image.getRaster().setPixels(0, y, width, 1, bands);
    }
    return image;
  }

  private ColorSpace colours() {
    ColorSpace usual = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    if (profile == null) {
      return usual;
    }
    try {
      ICC_Profile own = ICC_Profile.getInstance(profile.slice(0, profile.length()));
      return own.getColorSpaceType() == ColorSpace.TYPE_RGB ? new ICC_ColorSpace(own) : usual;
    } catch (IllegalArgumentException broken) {
      return usual;
    }
  }

  private BufferedImage lossy(int step, int fromX, int fromY, Deadline deadline)
      throws IOException {
    BufferedImage opaque = new FrameReader("webp", alone(), place.width(), place.height())
        .sampled(step, fromX, fromY, deadline);
    if (alpha == null) {
      return opaque;
    }
    byte[] alphas = WebpAlpha.decode(alpha, place.width(), place.height(), deadline);
    int width = opaque.getWidth();
    BufferedImage image = new BufferedImage(
        width, opaque.getHeight(), BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[width];
    for (int y = 0; y < opaque.getHeight(); y++) {
      opaque.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = (fromY + y * step) * place.width() + fromX + x * step;
        row[x] = (row[x] & 0xFFFFFF) | alphas[at] << 24;
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  /** The lossy pixels, and their profile if they have one, as a still WebP. */
  private FileBytes alone() {
    ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(profile == null ? 0 : HAS_PROFILE)
        .putInt(place.width() - 1)
        .putInt(7, place.height() - 1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    append(content, "VP8X", new FileBytes(header.array()).slice(0, 10));
    if (profile != null) {
      append(content, "ICCP", profile.slice(0, profile.length()));
    }
    append(content, "VP8 ", pixels.slice(0, pixels.length()));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    append(file, "RIFF", content.toByteArray());
    return new FileBytes(file.toByteArray());
  }

  private static void append(ByteArrayOutputStream file, String name, byte[] content) {
    file.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array());
    file.writeBytes(content);
    file.writeBytes(new byte[content.length % 2]);
  }
}
