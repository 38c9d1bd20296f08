package fovea.server.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.stream.IntStream;

/** Names that nobody can guess, short enough for an address: 20 of 32 characters, 100 bits. */
final class Ids {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String unguessable() {
    return written(RANDOM.ints(LENGTH, 0, ALPHABET.length()));
  }

  /** The same name each time, for who knows what it follows from. */
  static String from(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.UTF_8));
      return written(IntStream.range(0, LENGTH)
          .map(i -> Byte.toUnsignedInt(digest[i]) % ALPHABET.length()));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String written(IntStream letters) {
    return letters.collect(
        StringBuilder::new,
        (id, letter) -> id.append(ALPHABET.charAt(letter)),
        StringBuilder::append)
        .toString();
  }
}
