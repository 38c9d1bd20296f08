package fovea.server.api;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.server.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the network documents that calls bring. */
final class Documents {

  /** The name of the limit on a document, and its value. */
  static final String LIMIT = "document_bytes";

  static final int MAX_BYTES = 4_000_000;

  private Documents() {}

  /**
   * The network in these bytes.
   *
   * @throws Refusal 413 if it is too long, 400 if it is not UTF-8
   * @throws fovea.engine.format.MalformedDocument if it is not a network
   */
  static Network network(byte[] document) {
    if (document.length > MAX_BYTES) {
      throw Refusal.tooManyBytes(LIMIT, MAX_BYTES);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(document);
      return NetworkDocument.parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notText) {
      throw Refusal.malformed("The network document is not UTF-8 text.");
    }
  }
}
