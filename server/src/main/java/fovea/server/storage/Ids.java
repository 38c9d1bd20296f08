package fovea.server.storage;

import java.security.SecureRandom;

/** Names that nobody can guess, short enough for an address: 20 of 32 characters, 100 bits. */
final class Ids {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String unguessable() {
    return RANDOM
        .ints(LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new,
            (id, letter) -> id.append(ALPHABET.charAt(letter)),
            StringBuilder::append)
        .toString();
  }
}
