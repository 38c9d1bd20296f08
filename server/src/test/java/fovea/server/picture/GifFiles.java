package fovea.server.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** GIF files of frames anywhere on their screens, written by this code alone. */
final class GifFiles {

  private static final int[] PASS_START = {0, 4, 2, 1};
  private static final int[] PASS_STEP = {8, 8, 4, 2};

  private GifFiles() {}

  /** A frame's numbers, {@code [y][x]} below 8, and where it stands; -1 if none is transparent. */
  static final class Frame {
    private final int left;
    private final int top;
    private final int[][] numbers;
    private final int transparent;
    private final boolean interlaced;

    Frame(int left, int top, int[][] numbers, int transparent, boolean interlaced) {
      this.left = left;
      this.top = top;
      this.numbers = numbers;
      this.transparent = transparent;
      this.interlaced = interlaced;
    }
  }

  /** Number i is the colour {@code colours[i]}, of which there are eight. */
  static byte[] file(int screenWidth, int screenHeight, int[] colours, Frame... frames) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    writeShorts(file, screenWidth, screenHeight);
    // A palette of eight; the background is number 1.
    file.writeBytes(new byte[]{(byte) 0x82, 1, 0});
    for (int colour : colours) {
      file.writeBytes(new byte[]{(byte) (colour >> 16), (byte) (colour >> 8), (byte) colour});
    }
    for (Frame frame : frames) {
      write(file, frame);
    }
    file.write(0x3B);
    return file.toByteArray();
  }

  private static void write(ByteArrayOutputStream file, Frame frame) {
    boolean isClear = frame.transparent >= 0;
    file.writeBytes(new byte[]{0x21, (byte) 0xF9, 4, (byte) (isClear ? 1 : 0), 10, 0,
      (byte) (isClear ? frame.transparent : 0), 0});
    int height = frame.numbers.length;
    int width = frame.numbers[0].length;
    file.write(0x2C);
    writeShorts(file, frame.left, frame.top, width, height);
    file.write(frame.interlaced ? 0x40 : 0);
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    for (int pass = 0; pass < (frame.interlaced ? 4 : 1); pass++) {
      int step = frame.interlaced ? PASS_STEP[pass] : 1;
      for (int y = frame.interlaced ? PASS_START[pass] : 0; y < height; y += step) {
        for (int number : frame.numbers[y]) {
          numbers.write(number);
        }
      }
    }
    file.write(3);
    blocks(file, packed(numbers.toByteArray()));
  }

  /** Lempel, Ziv and Welch as in the appendix, strings looked up one by one. */
  static byte[] packed(byte[] numbers) {
    BitRow row = new BitRow();
    Map<String, Integer> codes = new HashMap<>();
    int next = 10;
    int bits = 4;
    row.add(8, bits);
    String known = "";
    for (byte number : numbers) {
      String longer = known + (char) number;
      if (longer.length() == 1 || codes.containsKey(longer)) {
        known = longer;
        continue;
      }
      row.add(code(codes, known), bits);
      if (next < 4_096) {
        codes.put(longer, next);
        bits += next == 1 << bits ? 1 : 0;
        next++;
      }
      known = longer.substring(longer.length() - 1);
    }
    row.add(code(codes, known), bits);
    row.add(9, bits + (next == 1 << bits && bits < 12 ? 1 : 0));
    return row.bytes();
  }

  /** The same for so many zeros: each string is one number longer, until the table is full. */
  static byte[] packedZeros(long count) {
    BitRow row = new BitRow();
    row.add(8, 4);
    int next = 10;
    int bits = 4;
    int length = 1;
    for (long left = count; left > 0;) {
      int taken = (int) Math.min(length, left);
      row.add(taken == 1 ? 0 : 8 + taken, bits);
      left -= taken;
      if (next < 4_096) {
        bits += next == 1 << bits ? 1 : 0;
        next++;
        length++;
      }
    }
    row.add(9, bits);
    return row.bytes();
  }

  private static int code(Map<String, Integer> codes, String text) {
    return text.length() == 1 ? text.charAt(0) : Objects.requireNonNull(codes.get(text));
  }

  static void blocks(ByteArrayOutputStream file, byte[] content) {
    for (int at = 0; at < content.length; at += 255) {
      int length = Math.min(255, content.length - at);
      file.write(length);
      file.write(content, at, length);
    }
    file.write(0);
  }

  private static void writeShorts(ByteArrayOutputStream file, int... values) {
    for (int value : values) {
      file.write(value);
      file.write(value >> 8);
    }
  }

  /** Bits in the order of GIF, the lowest first. */
  private static final class BitRow {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int waiting;
    private int count;

    void add(int value, int bits) {
      waiting |= value << count;
      for (count += bits; count >= 8; count -= 8) {
        bytes.write(waiting);
        waiting >>>= 8;
      }
    }

    byte[] bytes() {
      bytes.write(waiting);
      return bytes.toByteArray();
    }
  }
}
