package fovea.server.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Picture files made by code, so that a test shows what is in them. */
public final class PictureFiles {

  private PictureFiles() {}

  /** The upper left quarter red, the upper right green, the lower left blue, the rest white. */
  public static BufferedImage quarters(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean left = x < width / 2;
        boolean top = y < height / 2;
        int rgb = top ? (left ? 0xFF0000 : 0x00FF00) : (left ? 0x0000FF : 0xFFFFFF);
        image.setRGB(x, y, 0xFF000000 | rgb);
      }
    }
    return image;
  }

  public static byte[] file(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format + " of " + image);
      }
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** The JPEG with an EXIF block that states this orientation. */
  public static byte[] turnedJpeg(byte[] jpeg, int orientation) {
    byte[] tiff = exif(orientation);
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + name.length + tiff.length);
    file.put(jpeg, 0, 2).putShort((short) 0xFFE1);
    file.putShort((short) (2 + name.length + tiff.length)).put(name).put(tiff);
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** The PNG with an eXIf chunk that states this orientation. */
  public static byte[] turnedPng(byte[] png, int orientation) {
    return withChunk(png, "eXIf", exif(orientation));
  }

  /** The PNG with another chunk behind its header. */
  public static byte[] withChunk(byte[] png, String name, byte[] content) {
    int afterHeader = 8 + 12 + 13;
    byte[] named = ByteBuffer.allocate(4 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
    ByteBuffer file = ByteBuffer.allocate(png.length + 12 + content.length);
    file.put(png, 0, afterHeader).putInt(content.length).put(named).putInt(checksum(named));
    return file.put(png, afterHeader, png.length - afterHeader).array();
  }

  /** A PNG whose header claims a size that its data do not have. */
  public static byte[] claimingPng(int width, int height) {
    byte[] png = file("png", quarters(BufferedImage.TYPE_INT_RGB, 2, 2));
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, width).putInt(20, height);
    byte[] named = new byte[17];
    header.get(12, named);
    header.putInt(29, checksum(named));
    return png;
  }

  private static byte[] exif(int orientation) {
    // Big-endian TIFF with one directory of one entry: tag 0x0112, a short, once, this value.
    return ByteBuffer.allocate(26)
        .putShort((short) 0x4D4D)
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
