package fovea.server.export;

import fovea.server.http.Streamed;
import java.nio.charset.StandardCharsets;

/**
 * A file whose length is known and whose content is made while it is written.
 *
 * @param bytes exactly how many are written
 * @param content writes them
 */
public record ExportFile(long bytes, Streamed.Content content) {

  /** A file of text. */
  static ExportFile text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ExportFile(bytes.length, to -> to.write(bytes));
  }
}
