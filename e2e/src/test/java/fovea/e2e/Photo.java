package fovea.e2e;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture of the visitor's own, wider than high, as a file on their disk. */
final class Photo {

  private Photo() {}

  static Path onDisk() {
    var image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(0x88c5ff), 0, 200, new Color(0xf6e2b8)));
    pen.fillRect(0, 0, 320, 200);
    pen.setColor(new Color(0xffd23f));
    pen.fillOval(200, 20, 60, 60);
    pen.setColor(new Color(0x2f6d3a));
    pen.fillPolygon(new int[]{20, 110, 200}, new int[]{200, 60, 200}, 3);
    pen.dispose();
    try {
      Path file = Files.createTempFile(Path.of("target"), "hill", ".jpg");
      ImageIO.write(image, "jpg", file.toFile());
      return file.toAbsolutePath();
    } catch (IOException fullDisk) {
      throw new UncheckedIOException(fullDisk);
    }
  }
}
