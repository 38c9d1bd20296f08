package fovea.server.picture;

/**
 * When a picture must have been decoded. Decoders ask it after every row or every few hundred bytes,
 * so that none goes on for nobody.
 */
record Deadline(long nanoTime, long seconds) {

  /** So many seconds from now. */
  static Deadline in(long seconds) {
    return new Deadline(System.nanoTime() + seconds * 1_000_000_000, seconds);
  }

  /**
   * Nothing before the deadline.
   *
   * @throws Unreadable after it, or when the thread was interrupted
   */
  void check() {
    if (System.nanoTime() - nanoTime > 0 || Thread.currentThread().isInterrupted()) {
      throw Unreadable.tooSlow(seconds);
    }
  }
}
