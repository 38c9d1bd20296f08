package fovea.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that are made while they are sent, to whoever reads them. */
public final class Streamed {

  private static final Logger LOG = LoggerFactory.getLogger(Streamed.class);

  private static final Duration GRACE = Duration.ofSeconds(30);

  /** A slow mobile network: half a gigabyte then takes half an hour. */
  private static final long LEAST_BYTES_A_SECOND = 250_000;

  private Streamed() {}

  /** Writes an answer. */
  public interface Content {

    /** Writes all of it. */
    void write(OutputStream to) throws IOException;
  }

  /** Sends an answer of so many bytes; nothing is refused any more once the first is on its way. */
  public static void send(Context context, long bytes, Content content) {
    context.disableCompression();
    context.res().setContentLengthLong(bytes);
    try (PacedStream stream = new PacedStream(
        context.outputStream(), GRACE, LEAST_BYTES_A_SECOND)) {
      content.write(stream);
    } catch (IOException gone) {
      // The announced length tells whoever still listens that the answer is not whole.
      LOG.debug("{} ended early: {}", Metrics.route(context), gone.getMessage());
    }
  }
}
