package fovea.server.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacedStreamTest {

  private static final int LEAST_BYTES_A_SECOND = 1_000_000;

  @Test
  void whoReadsFastGetsEverything() throws IOException {
    ByteArrayOutputStream reader = new ByteArrayOutputStream();
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) 7);
    PacedStream stream = new PacedStream(reader, Duration.ofSeconds(30), LEAST_BYTES_A_SECOND);
    stream.write(bytes, 0, 99_999);
    stream.write(7);
    assertArrayEquals(bytes, reader.toByteArray());
  }

  @Test
  void whoReadsSlowlyIsGivenUpWithinALongPiece() {
    ByteArrayOutputStream reader = new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] bytes, int from, int length) {
        super.write(bytes, from, length);
        try {
          Thread.sleep(20);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
    };
    PacedStream stream = new PacedStream(reader, Duration.ofMillis(100), LEAST_BYTES_A_SECOND);
    assertThrows(IOException.class, () -> stream.write(new byte[10_000_000]));
    assertTrue(reader.size() < 5_000_000, "it took " + reader.size() + " bytes");
  }
}
