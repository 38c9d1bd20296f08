package fovea.server.picture;

/**
 * One frame of a GIF: a rectangle of the screen, packed by Lempel, Ziv and Welch's method.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">appendix F</a>
 */
final class GifFrame {

  private static final int MAX_CODES = 4_096;
  private static final int[] PASS_START = {0, 4, 2, 1};
  private static final int[] PASS_STEP = {8, 8, 4, 2};

  private final FileBytes file;
  private final Place place;
  private final boolean interlaced;
  private final int[] colours;
  private final long start;

  /**
   * A frame that is not unpacked yet.
   *
   * @param colours what each of 256 numbers looks like, {@code 0xRRGGBB}
   * @param start where its data stand in the file: the length of the first codes, then blocks
   */
  GifFrame(FileBytes file, Place place, boolean interlaced, int[] colours, long start) {
    this.file = file;
    this.place = place;
    this.interlaced = interlaced;
    this.colours = colours;
    this.start = start;
  }

  Place place() {
    return place;
  }

  long start() {
    return start;
  }

  /** Takes the rows as they come; an interlaced frame has every eighth one first. */
  interface Rows {
    /** The array belongs to the frame, which fills it anew. */
    void take(int row, int[] colours);
  }

  /**
   * Unpacks the frame.
   *
   * @throws Unreadable when it has fewer pixels than it should, or a code that nothing explains
   */
  void draw(Rows rows) {
    if (place.width() > 0 && place.height() > 0) {
      new Unpacking(rows).run();
    }
  }

  /** Codes stand for strings of numbers; each new one is an old one and one number more. */
  private final class Unpacking {

    private final Rows rows;
    private final int[] prefix = new int[MAX_CODES];
    private final byte[] last = new byte[MAX_CODES];
    private final byte[] text = new byte[MAX_CODES + 1];
    private final int[] line = new int[place.width()];
    private int x;
    private int y;
    private int pass;
    private int drawn;

    private long at = start + 1;
    private long blockEnd = at;
    private int bits;
    private int bitCount;

    Unpacking(Rows rows) {
      this.rows = rows;
    }

    void run() {
      int firstBits = file.u8(start);
      if (firstBits < 1 || firstBits > 8) {
        throw Unreadable.damaged();
      }
      int clear = 1 << firstBits;
      int codeBits = firstBits + 1;
      int next = clear + 2;
      int previous = -1;
      while (drawn < place.height()) {
        int code = code(codeBits);
        if (code == clear) {
          codeBits = firstBits + 1;
          next = clear + 2;
          previous = -1;
          continue;
        }
        if (code == clear + 1) {
          throw Unreadable.early();
        }
        if (code > next || (previous < 0 && code > clear) || (next == MAX_CODES && code == next)) {
          throw Unreadable.damaged();
        }
        // A code that is only about to be made stands for the previous string and its own beginning.
        byte first = emit(code < next ? code : previous, clear, code == next);
        if (previous >= 0 && next < MAX_CODES) {
          prefix[next] = previous;
          last[next] = first;
          next++;
          codeBits += next == 1 << codeBits && next < MAX_CODES ? 1 : 0;
        }
        previous = code;
      }
    }

    /** Draws a string, and its first number once more if wanted; answers that number. */
    private byte emit(int code, int clear, boolean again) {
      int from = MAX_CODES;
      int rest = code;
      for (; rest > clear; rest = prefix[rest]) {
        text[--from] = last[rest];
      }
      text[--from] = (byte) rest;
      text[MAX_CODES] = text[from];
      for (int i = from; i < MAX_CODES + (again ? 1 : 0) && drawn < place.height(); i++) {
        line[x++] = colours[text[i] & 0xFF];
        if (x == line.length) {
          endLine();
        }
      }
      return text[from];
    }

    private void endLine() {
      rows.take(y, line);
      drawn++;
      x = 0;
      y += interlaced ? PASS_STEP[pass] : 1;
      while (interlaced && y >= place.height() && pass < 3) {
        pass++;
        y = PASS_START[pass];
      }
    }

    private int code(int codeBits) {
      while (bitCount < codeBits) {
        if (at == blockEnd) {
          int length = file.u8(at);
          if (length == 0) {
            throw Unreadable.early();
          }
          blockEnd = at + 1 + length;
          at++;
        }
        bits |= file.u8(at++) << bitCount;
        bitCount += 8;
      }
      int code = bits & ((1 << codeBits) - 1);
      bits >>>= codeBits;
      bitCount -= codeBits;
      return code;
    }
  }
}
