package fovea.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A stream that gives up on a reader who takes too little for too long, because others wait for the
 * place: the thread that made it is interrupted, wherever it waits. For that thread alone.
 */
final class PacedStream extends FilterOutputStream {

  private static final int PIECE_BYTES = 16 * 1024;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Duration grace;
  private final long leastBytesASecond;
  private final long startNanos = System.nanoTime();
  private final Thread watcher;
  private volatile long written;
  private boolean closed;

  /** {@code grace}: how much longer than at the least pace it may take. */
  PacedStream(OutputStream to, Duration grace, long leastBytesASecond) {
    super(to);
    this.grace = grace;
    this.leastBytesASecond = leastBytesASecond;
    Thread writer = Thread.currentThread();
    this.watcher = Thread.ofVirtual().name("pace").unstarted(() -> watch(writer));
    watcher.start();
  }

  private void watch(Thread writer) {
    try {
      while (!isTooSlow()) {
        Thread.sleep(LOOK);
      }
      synchronized (watcher) {
        if (!closed) {
          writer.interrupt();
        }
      }
    } catch (InterruptedException inTime) {
      // Everything was written.
    }
  }

  private boolean isTooSlow() {
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    return took.compareTo(grace.plusSeconds(written / leastBytesASecond)) > 0;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[]{(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    long before = written;
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      out.write(bytes, from + done, piece);
      written = before + done + piece;
    }
  }

  /** Ends the watch; the stream below stays open. */
  @Override
  public void close() {
    synchronized (watcher) {
      closed = true;
    }
    watcher.interrupt();
    // A verdict on this stream is not one on what the thread does next.
    Thread.interrupted();
  }
}
