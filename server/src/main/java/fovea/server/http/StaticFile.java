package fovea.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** One file that we ship, compressed once when it is first asked for. Immutable. */
final class StaticFile {

  private final String type;
  private final byte[] plain;
  private final byte[] gzipped;
  private final String digest;

  StaticFile(String type, byte[] plain) {
    this.type = type;
    this.plain = plain;
    this.gzipped = gzip(plain);
    this.digest = digest(plain);
  }

  String type() {
    return type;
  }

  /** Fonts and pictures are compressed already: for them a second time gains nothing. */
  boolean isSmallerGzipped() {
    return gzipped.length < plain.length * 0.95;
  }

  byte[] bytes(boolean gzip) {
    return gzip ? gzipped : plain;
  }

  /** The entity tag: a digest of the content, different for each encoding as RFC 9110 asks. */
  String tag(boolean gzip) {
    return '"' + digest + (gzip ? "-gzip" : "") + '"';
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
      stream.write(plain);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] plain) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
