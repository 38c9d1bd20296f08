package fovea.server.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A stream that gives up on a reader who takes too little for too long, because others wait for the
 * place. A reader who takes nothing at all is given up by the connection itself.
 */
final class PacedStream extends FilterOutputStream {

  private static final int PIECE_BYTES = 16 * 1024;

  private final Duration grace;
  private final long leastBytesASecond;
  private final long startNanos = System.nanoTime();
  private long written;

  /** {@code grace}: how much longer than at the least pace it may take. */
  PacedStream(OutputStream to, Duration grace, long leastBytesASecond) {
    super(to);
    this.grace = grace;
    this.leastBytesASecond = leastBytesASecond;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[]{(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      out.write(bytes, from + done, piece);
      written += piece;
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      if (took.compareTo(grace.plusSeconds(written / leastBytesASecond)) > 0) {
        throw new IOException("the reader took " + written + " bytes in " + took);
      }
    }
  }
}
