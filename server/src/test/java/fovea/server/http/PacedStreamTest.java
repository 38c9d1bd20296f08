package fovea.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacedStreamTest {

  private static final int LEAST_BYTES_A_SECOND = 1_000_000;

  /** As a connection does: it takes its time for every piece, and an interruption ends it. */
  private static final class Reader extends OutputStream {

    private final long millisAPiece;
    private int taken;

    Reader(long millisAPiece) {
      this.millisAPiece = millisAPiece;
    }

    @Override
    public void write(int single) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        Thread.sleep(millisAPiece);
        taken += length;
      } catch (InterruptedException end) {
        throw new InterruptedIOException();
      }
    }
  }

  @Test
  void whoReadsFastGetsEverything() throws IOException {
    ByteArrayOutputStream reader = new ByteArrayOutputStream();
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) 7);
    try (PacedStream stream = new PacedStream(
        reader, Duration.ofSeconds(30), LEAST_BYTES_A_SECOND)) {
      stream.write(bytes, 0, 99_999);
      stream.write(7);
    }
    assertArrayEquals(bytes, reader.toByteArray());
  }

  @Test
  void whoReadsSlowlyIsGivenUpInTheMiddleOfAPiece() {
    Reader reader = new Reader(20);
    PacedStream stream = new PacedStream(reader, Duration.ofMillis(100), LEAST_BYTES_A_SECOND);
    assertThrows(IOException.class, () -> stream.write(new byte[10_000_000]));
    assertTrue(reader.taken < 5_000_000, "it took " + reader.taken + " bytes");
    stream.close();
  }

  @Test
  void whoReadsNothingIsGivenUpToo() {
    PacedStream stream = new PacedStream(
        new Reader(1_000_000), Duration.ofMillis(100), LEAST_BYTES_A_SECOND);
    assertThrows(IOException.class, () -> stream.write(new byte[100]));
    stream.close();
  }

  @Test
  void whoWasOnlyJustInTimeLeavesTheThreadAlone() throws Exception {
    PacedStream stream = new PacedStream(
        new ByteArrayOutputStream(), Duration.ofMillis(100), LEAST_BYTES_A_SECOND);
    stream.write(new byte[100]);
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException verdict) {
      Thread.currentThread().interrupt();
    }
    stream.close();
    assertFalse(Thread.interrupted());
  }
}
