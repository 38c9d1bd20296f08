package fovea.server.export;

import fovea.server.http.Attachment;
import fovea.server.http.ByteBudget;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends exported files. A file may be a thousand times as large as the request for it, so all that
 * are on their way share a budget. Thread-safe.
 */
public final class Exports {

  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

  /** Seven VGG-16 at a time, or fifty thousand small networks. */
  private static final long MOST_BYTES = 4_000_000_000L;

  private static final Duration GRACE = Duration.ofSeconds(30);

  /** A slow mobile network: half a gigabyte then takes half an hour. */
  private static final long LEAST_BYTES_A_SECOND = 250_000;

  private final ByteBudget underWay = new ByteBudget("exports_bytes", MOST_BYTES);

  /**
   * Answers with a network's file; nothing is refused any more once the first byte is on its way.
   *
   * @throws fovea.engine.format.DocumentTooLarge if the file would pass the format's limit
   * @throws fovea.server.http.Refusal 422 if the format cannot hold such a network, 503 if too much
   *     is on its way to others
   */
  public void send(Context context, ExportFormat format, ExportedNetwork network) {
    ExportFile file = format.file(network);
    try (ByteBudget.Claim _ = underWay.claim(file.bytes())) {
      String name = network.reading().network().name();
      context.disableCompression()
          .contentType(format.type())
          .header("Content-Disposition", Attachment.of(name, format.suffix()))
          .header("Cache-Control", "no-store");
      context.res().setContentLengthLong(file.bytes());
      try (PacedStream stream = new PacedStream(
          context.outputStream(), GRACE, LEAST_BYTES_A_SECOND)) {
        file.content().write(stream);
      }
    } catch (IOException gone) {
      // The announced length tells whoever still listens that the file is not whole.
      LOG.debug("an export of {} ended early: {}", format.name(), gone.getMessage());
    }
  }
}
