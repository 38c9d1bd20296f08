package fovea.server.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a file that may end anywhere: who reads beyond its end learns that it ends early. */
final class FileBytes {

  private final byte[] bytes;

  /** The bytes are not copied, and nobody changes them. */
  FileBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Length of the file in bytes. */
  int length() {
    return bytes.length;
  }

  /**
   * Nothing if the file has bytes up to {@code end}, exclusive.
   *
   * @throws Unreadable if it ends before
   */
  void requireUntil(long end) {
    if (end > bytes.length) {
      throw Unreadable.early();
    }
  }

  int u8(long at) {
    requireUntil(at + 1);
    return bytes[(int) at] & 0xFF;
  }

  int littleU16(long at) {
    return u8(at) | u8(at + 1) << 8;
  }

  int littleU24(long at) {
    return littleU16(at) | u8(at + 2) << 16;
  }

  long littleU32(long at) {
    return littleU16(at) | (long) littleU16(at + 2) << 16;
  }

  int bigU16(long at) {
    return u8(at) << 8 | u8(at + 1);
  }

  long bigU32(long at) {
    return (long) bigU16(at) << 16 | bigU16(at + 2);
  }

  /** Whether these letters stand there; false beyond the end. */
  boolean says(long at, String letters) {
    byte[] wanted = letters.getBytes(StandardCharsets.ISO_8859_1);
    long end = at + wanted.length;
    return end <= bytes.length
        && Arrays.equals(bytes, (int) at, (int) end, wanted, 0, wanted.length);
  }

  /** Four letters, the name of a chunk. */
  String name(long at) {
    return new String(slice(at, 4), StandardCharsets.ISO_8859_1);
  }

  /** Copies bytes that are there. */
  void copy(long at, byte[] into, int offset, int count) {
    System.arraycopy(bytes, (int) at, into, offset, count);
  }

  byte[] slice(long at, long count) {
    requireUntil(at + count);
    return Arrays.copyOfRange(bytes, (int) at, (int) (at + count));
  }
}
