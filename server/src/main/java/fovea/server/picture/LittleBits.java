package fovea.server.picture;

/** Bits of a lossless WebP, the lowest of each byte first; behind the end stand zeros, not to be used. */
final class LittleBits {

  private final FileBytes file;
  private long at;
  private long waiting;
  private int count;
  /** How many of the waiting bits are not in the file. */
  private int missing;

  LittleBits(FileBytes file, long from) {
    this.file = file;
    this.at = from;
  }

  /** The next bits without taking them, at most 32. */
  int peek(int bits) {
    while (count < bits) {
      boolean isThere = at < file.length();
      waiting |= (isThere ? (long) file.u8(at++) : 0) << count;
      missing += isThere ? 0 : 8;
      count += 8;
    }
    return (int) (waiting & ((1L << bits) - 1));
  }

  /**
   * Goes on behind these bits.
   *
   * @throws Unreadable if the file has fewer
   */
  void skip(int bits) {
    waiting >>>= bits;
    count -= bits;
    if (count < missing) {
      throw Unreadable.early();
    }
  }

  int take(int bits) {
    int value = peek(bits);
    skip(bits);
    return value;
  }

  boolean takeFlag() {
    return take(1) == 1;
  }
}
