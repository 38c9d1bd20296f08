package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.server.http.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A whole network in an address: its document, deflated and in base64url. */
final class NetworkLink {

  private static final int MAX_DOCUMENT_BYTES = 2_000_000;

  private NetworkLink() {}

  /** The text that stands for a network. */
  static String of(Network network) {
    byte[] document = NetworkDocument.write(network).getBytes(StandardCharsets.UTF_8);
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(document);
      deflater.finish();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      byte[] chunk = new byte[8_192];
      while (!deflater.finished()) {
        deflated.write(chunk, 0, deflater.deflate(chunk));
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(deflated.toByteArray());
    }
  }

  /**
   * The network that a text stands for.
   *
   * @throws Refusal 400 if it stands for none
   */
  static Network parse(String text) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(Base64.getUrlDecoder().decode(text));
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      byte[] chunk = new byte[8_192];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException();
        }
        document.write(chunk, 0, count);
        if (document.size() > MAX_DOCUMENT_BYTES) {
          throw Refusal.overLimit("document_bytes",
              "The link holds a document of more than " + MAX_DOCUMENT_BYTES + " bytes.");
        }
      }
      return NetworkDocument.parse(document.toString(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | DataFormatException damaged) {
      throw Refusal.malformed("This link is damaged: it holds no network.");
    }
  }
}
