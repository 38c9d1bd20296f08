package fovea.server.export;

import fovea.server.http.Attachment;
import fovea.server.http.ByteBudget;
import fovea.server.http.Session;
import fovea.server.http.Streamed;
import io.javalin.http.Context;

/**
 * Sends exported files. A file may be a thousand times as large as the request for it, so all that
 * are on their way share a budget. Thread-safe.
 */
public final class Exports {

  /** Seven VGG-16 at a time, or fifty thousand small networks. */
  private static final long MOST_BYTES = 4_000_000_000L;

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
    try (ByteBudget.Claim _ = underWay.claim(Session.clientOf(context)).and(file.bytes())) {
      String name = network.reading().network().name();
      context.contentType(format.type())
          .header("Content-Disposition", Attachment.of(name, format.suffix()))
          .header("Cache-Control", "no-store");
      Streamed.send(context, file.bytes(), file.content());
    }
  }
}
