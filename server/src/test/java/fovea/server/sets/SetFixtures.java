package fovea.server.sets;

import fovea.server.picture.PictureFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small true files of sets. */
public final class SetFixtures {

  private SetFixtures() {}

  /** A picture of one colour. */
  public static byte[] png(Color colour, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return PictureFiles.file("png", image);
  }

  /** Files by their paths. */
  public static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** Packed by gzip. */
  public static byte[] gzip(byte[] file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(file);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** MNIST in small: labels, and pictures of 28 × 28 in which each pixel says its label. */
  public static List<byte[]> idx(int... labels) {
    ByteBuffer numbers = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    ByteBuffer pixels = ByteBuffer.allocate(16 + labels.length * 784)
        .putInt(0x803).putInt(labels.length).putInt(28).putInt(28);
    for (int label : labels) {
      numbers.put((byte) label);
      for (int i = 0; i < 784; i++) {
        pixels.put((byte) (label * 25));
      }
    }
    return List.of(numbers.array(), pixels.array());
  }
}
