package fovea.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file whose length is known and whose content is made while it is written.
 *
 * @param bytes exactly how many are written
 * @param content writes them
 */
public record ExportFile(long bytes, Content content) {

  /** Writes a file's content. */
  public interface Content {

    /** Writes all of it. */
    void write(OutputStream to) throws IOException;
  }

  /** A file of text. */
  static ExportFile text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ExportFile(bytes.length, to -> to.write(bytes));
  }
}
