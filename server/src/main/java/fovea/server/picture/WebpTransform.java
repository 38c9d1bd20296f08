package fovea.server.picture;

/**
 * What a lossless WebP's encoder did to its pixels to make them easier to pack, and how it is undone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-3.5">RFC 9649, 3.5</a>
 */
final class WebpTransform {

  private static final int BLACK = 0xFF000000;

  enum Kind {
    PREDICTOR, COLOUR, GREEN, PALETTE
  }

  private final Kind kind;
  private final int width;
  private final int blockBits;
  private final int[] data;

  /**
   * A transform of rows of {@code width} pixels.
   *
   * @param blockBits a square of {@code 1 << blockBits} pixels has one entry of {@code data}; of a
   *     palette, {@code 1 << blockBits} numbers share one pixel
   */
  WebpTransform(Kind kind, int width, int blockBits, int[] data) {
    this.kind = kind;
    this.width = width;
    this.blockBits = blockBits;
    this.data = data;
    for (int i = 1; kind == Kind.PALETTE && i < data.length; i++) {
      data[i] = sum(data[i], data[i - 1]);
    }
  }

  Kind kind() {
    return kind;
  }

  /** How many pixels a row has while the transform stands. */
  int packedWidth() {
    return kind == Kind.PALETTE ? Math.ceilDiv(width, 1 << blockBits) : width;
  }

  /** The pixels as they were; the array may be used again for them. */
  int[] undo(int[] pixels, int height, Deadline deadline) {
    int[] undone = packedWidth() == width ? pixels : new int[width * height];
    for (int y = 0; y < height; y++) {
      deadline.check();
      switch (kind) {
        case PREDICTOR -> addPredicted(pixels, y);
        case COLOUR -> addColours(pixels, y);
        case GREEN -> addGreen(pixels, y);
        case PALETTE -> lookUp(pixels, undone, y);
      }
    }
    return undone;
  }

  private int block(int y, int x) {
    return data[(y >> blockBits) * Math.ceilDiv(width, 1 << blockBits) + (x >> blockBits)];
  }

  private void addPredicted(int[] pixels, int y) {
    int row = y * width;
    pixels[row] = sum(pixels[row], y == 0 ? BLACK : pixels[row - width]);
    for (int x = 1; x < width; x++) {
      int at = row + x;
      int left = pixels[at - 1];
      int predicted = y == 0
          ? left
          : predicted(block(y, x) >> 8 & 15, left, pixels[at - width - 1], pixels[at - width],
              pixels[at - width + 1]);
      pixels[at] = sum(pixels[at], predicted);
    }
  }

  private static int predicted(int mode, int left, int corner, int top, int right) {
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> mean(mean(left, right), top);
      case 6 -> mean(left, corner);
      case 7 -> mean(left, top);
      case 8 -> mean(corner, top);
      case 9 -> mean(top, right);
      case 10 -> mean(mean(left, corner), mean(top, right));
      case 11 -> distance(left, corner) <= distance(top, corner) ? top : left;
      case 12 -> extrapolated(left, top, corner, 1);
      case 13 -> {
        int mean = mean(left, top);
        yield extrapolated(mean, mean, corner, 2);
      }
      default -> BLACK;
    };
  }

  /** Channel by channel, modulo 256. */
  private static int sum(int a, int b) {
    return (((a & 0xFF00FF00) + (b & 0xFF00FF00)) & 0xFF00FF00)
        | (((a & 0x00FF00FF) + (b & 0x00FF00FF)) & 0x00FF00FF);
  }

  private static int mean(int a, int b) {
    return (((a ^ b) & 0xFEFEFEFE) >>> 1) + (a & b);
  }

  private static int distance(int a, int b) {
    int distance = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      distance += Math.abs((a >>> shift & 255) - (b >>> shift & 255));
    }
    return distance;
  }

  /** {@code a + (b − c) / divisor}, kept within 0 to 255. */
  private static int extrapolated(int a, int b, int c, int divisor) {
    int all = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int step = ((b >>> shift & 255) - (c >>> shift & 255)) / divisor;
      all |= Math.clamp((a >>> shift & 255) + step, 0, 255) << shift;
    }
    return all;
  }

  private void addColours(int[] pixels, int y) {
    for (int x = 0; x < width; x++) {
      int at = y * width + x;
      int factors = block(y, x);
      int pixel = pixels[at];
      byte green = (byte) (pixel >> 8);
      int red = ((pixel >> 16) + share(factors, green)) & 255;
      int blue = (pixel + share(factors >> 8, green) + share(factors >> 16, (byte) red)) & 255;
      pixels[at] = (pixel & 0xFF00FF00) | red << 16 | blue;
    }
  }

  private static int share(int factor, byte of) {
    return ((byte) factor * of) >> 5;
  }

  private void addGreen(int[] pixels, int y) {
    for (int at = y * width; at < (y + 1) * width; at++) {
      int green = pixels[at] >> 8 & 255;
      pixels[at] = sum(pixels[at], green * 0x00010001);
    }
  }

  private void lookUp(int[] packed, int[] pixels, int y) {
    int numberBits = 8 >> blockBits;
    for (int x = 0; x < width; x++) {
      int pixel = packed[y * packedWidth() + (x >> blockBits)] >> 8 & 255;
      int within = x & ((1 << blockBits) - 1);
      int number = (pixel >> (within * numberBits)) & ((1 << numberBits) - 1);
      pixels[y * width + x] = number < data.length ? data[number] : 0;
    }
  }
}
