package fovea.server.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG files of every colour type, depth and order of rows, written by this code alone. Samples are
 * {@code [y][x][band]}, whole numbers of the depth; a palette's are its numbers.
 */
final class PngFiles {

  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private static final int[][] WHOLE = {{0, 0, 1, 1}};
  /** Adam7: first column, first row, step of columns, step of rows. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2},
    {0, 1, 1, 2}};

  private PngFiles() {}

  static int bands(int colour) {
    return switch (colour) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /** A whole file; {@code palette} and {@code transparent} are left out when empty. */
  static byte[] file(
      int[][][] samples, int colour, int depth, boolean interlaced, byte[] palette,
      byte[] transparent) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    file.writeBytes(header(samples[0].length, samples.length, colour, depth, interlaced));
    if (palette.length > 0) {
      file.writeBytes(chunk("PLTE", palette));
    }
    if (transparent.length > 0) {
      file.writeBytes(chunk("tRNS", transparent));
    }
    file.writeBytes(chunk("IDAT", deflated(rows(samples, depth, interlaced ? PASSES : WHOLE))));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  static byte[] header(int width, int height, int colour, int depth, boolean interlaced) {
    return chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth)
        .put((byte) colour).put(new byte[]{0, 0, (byte) (interlaced ? 1 : 0)}).array());
  }

  /** Every row with a filter in front: none, or the difference to the left. */
  private static byte[] rows(int[][][] samples, int depth, int[][] passes) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int[] pass : passes) {
      for (int y = pass[1]; y < samples.length; y += pass[3]) {
        if (pass[0] < samples[0].length) {
          byte[] row = packed(samples[y], depth, pass[0], pass[2]);
          boolean filters = y % 2 == 1;
          rows.write(filters ? 1 : 0);
          rows.writeBytes(filters ? differences(row, samples[0][0].length * depth) : row);
        }
      }
    }
    return rows.toByteArray();
  }

  private static byte[] packed(int[][] pixels, int depth, int first, int step) {
    int bands = pixels[0].length;
    int count = Math.ceilDiv(pixels.length - first, step) * bands;
    byte[] row = new byte[Math.ceilDiv(count * depth, 8)];
    for (int i = 0; i < count; i++) {
      int sample = pixels[first + (i / bands) * step][i % bands];
      for (int bit = 0; bit < depth; bit++) {
        int at = i * depth + bit;
        row[at / 8] |= (byte) (((sample >> (depth - 1 - bit)) & 1) << (7 - at % 8));
      }
    }
    return row;
  }

  private static byte[] differences(byte[] row, int bitsPerPixel) {
    int left = Math.max(1, bitsPerPixel / 8);
    byte[] differences = row.clone();
    for (int i = left; i < row.length; i++) {
      differences[i] = (byte) (row[i] - row[i - left]);
    }
    return differences;
  }

  static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  static byte[] chunk(String name, byte[] content) {
    byte[] named = ByteBuffer.allocate(4 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII)).put(content).array();
    CRC32 crc = new CRC32();
    crc.update(named);
    return ByteBuffer.allocate(8 + named.length).putInt(content.length).put(named)
        .putInt((int) crc.getValue()).array();
  }
}
