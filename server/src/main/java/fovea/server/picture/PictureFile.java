package fovea.server.picture;

import java.io.IOException;

/**
 * The first picture in a file: its container is read and found whole, none of its pixels are. What it
 * shows is a canvas, on which the file's first frame may fill only a part.
 */
sealed interface PictureFile permits PngFile, JpegFile, GifFile, BmpFile, WebpFile {

  /** Reads the container. */
  static PictureFile of(PictureFormat format, byte[] file) {
    FileBytes bytes = new FileBytes(file);
    return switch (format) {
      case PNG -> PngFile.of(bytes);
      case JPEG -> JpegFile.of(bytes);
      case GIF -> GifFile.of(bytes);
      case BMP -> BmpFile.of(bytes);
      case WEBP -> WebpFile.of(bytes);
    };
  }

  /** Of the canvas, in pixels. */
  int width();

  /** Of the canvas, in pixels. */
  int height();

  /** The bytes that decoding needs whatever is left out. */
  long workingBytes();

  /**
   * The canvas with only every {@code step}th pixel of every {@code step}th row, transparent parts on
   * white.
   *
   * @throws Unreadable when the pixels are not all there, do not fit the format, or after the deadline
   */
  Picture sampled(int step, Deadline deadline) throws IOException;
}
