package fovea.server.picture;

/**
 * How opaque each pixel of a lossy WebP is: bytes as they stand, or the green of a lossless picture,
 * both perhaps as differences to what is beside them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-2.7.1.2">RFC 9649, 2.7.1.2</a>
 */
final class WebpAlpha {

  private WebpAlpha() {}

  /** Bytes from 0, nothing there, to 255, row by row. */
  static byte[] decode(FileBytes chunk, int width, int height, Deadline deadline) {
    int compression = chunk.u8(0) & 3;
    byte[] alphas = switch (compression) {
      case 0 -> chunk.slice(1, (long) width * height);
      case 1 -> greens(LosslessWebp.decode(chunk, 1, width, height, deadline));
      default -> throw Unreadable.damaged();
    };
    int filter = chunk.u8(0) >> 2 & 3;
    for (int y = 0; y < height && filter > 0; y++) {
      deadline.check();
      for (int x = 0; x < width; x++) {
        alphas[y * width + x] += (byte) predicted(alphas, width, y, x, filter);
      }
    }
    return alphas;
  }

  private static byte[] greens(int[] pixels) {
    byte[] greens = new byte[pixels.length];
    for (int i = 0; i < greens.length; i++) {
      greens[i] = (byte) (pixels[i] >> 8);
    }
    return greens;
  }

  /** {@code filter}: 1 from the left, 2 from above, 3 along the slope. */
  private static int predicted(byte[] alphas, int width, int y, int x, int filter) {
    int at = y * width + x;
    if (at == 0) {
      return 0;
    }
    if (y == 0 || (x > 0 && filter == 1)) {
      return alphas[at - 1];
    }
    int top = alphas[at - width] & 255;
    if (x == 0 || filter == 2) {
      return top;
    }
    return Math.clamp((alphas[at - 1] & 255) + top - (alphas[at - width - 1] & 255), 0, 255);
  }
}
