package fovea.engine.dataset.file;

import fovea.engine.format.DocumentTooLarge;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes of a packed file as they come and as they are unpacked, and ends what grows beyond all measure.
 * For one thread.
 */
final class Unpacking {

  /** Below these no ratio says anything. */
  private static final long FREE_BYTES = 1_000_000;

  private final long most;
  private long packed;
  private long unpacked;

  /** Of a file that may come to so many bytes. */
  Unpacking(long most) {
    this.most = most;
  }

  /** The file as it comes. */
  InputStream packed(InputStream file) {
    return new Counted(file) {
      @Override
      void count(int bytes) {
        packed += bytes;
      }
    };
  }

  /** What is unpacked of it. */
  InputStream unpacked(InputStream contents) {
    return new Counted(contents) {
      @Override
      void count(int bytes) {
        unpacked(bytes);
      }
    };
  }

  /**
   * Counts so many bytes that were unpacked.
   *
   * @throws DocumentTooLarge if they are too many
   */
  void unpacked(int bytes) {
    unpacked += bytes;
    if (unpacked > most) {
      throw new DocumentTooLarge("set_unpacked_bytes", "Unpacked, the file has more than "
          + most / 1_000_000 + " MB; send a part of it.");
    }
    if (unpacked > FREE_BYTES && unpacked / FileLimits.MOST_RATIO > packed) {
      throw new DocumentTooLarge("set_ratio", "Unpacked, the file is more than "
          + FileLimits.MOST_RATIO + " times as large as packed; send files that are not packed.");
    }
  }

  /** Says how many bytes are read. */
  private abstract static class Counted extends FilterInputStream {

    Counted(InputStream in) {
      super(in);
    }

    abstract void count(int bytes);

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
