package fovea.engine.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Short words for content: the first 128 bits of SHA-256, in hexadecimal. Two contents that differ
 * have, for all purposes, different words, even if somebody tries to make them equal.
 */
public final class Digest {

  private static final int BYTES = 16;
  private static final int CHUNK = 1 << 14;

  private Digest() {}

  /** The word for a text. */
  public static String of(String text) {
    return word(sha256().digest(text.getBytes(UTF_8)));
  }

  /** The word for a tensor's shape and numbers. */
  public static String of(Tensor tensor) {
    MessageDigest digest = sha256();
    digest.update(Arrays.toString(tensor.shape()).getBytes(UTF_8));
    float[] data = tensor.data();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < data.length; from += CHUNK) {
      int length = Math.min(CHUNK, data.length - from);
      bytes.asFloatBuffer().put(data, from, length);
      digest.update(bytes.array(), 0, length * Float.BYTES);
    }
    return word(digest.digest());
  }

  private static String word(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
