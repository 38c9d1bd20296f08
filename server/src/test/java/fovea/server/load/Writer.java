package fovea.server.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Somebody who writes one thing after the other, each with a number, and remembers what the server has said
 * to be kept. For one thread at a time.
 */
final class Writer {

  private final String what;
  private final Deed deed;
  private final boolean isReplaced;
  private final List<BooleanSupplier> remembered = new ArrayList<>();
  private int asked;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private int refused;

  /** What is written. */
  @FunctionalInterface
  interface Deed {

    /** Writes what has that number. */
    Written write(int number);
  }

  /**
   * Something that was written, or was to be.
   *
   * @param status of the answer; 0 if none came, so that nobody knows
   * @param isThere asks the server for it
   */
  record Written(int status, BooleanSupplier isThere) {}

  private Writer(String what, boolean isReplaced, Deed deed) {
    this.what = what;
    this.isReplaced = isReplaced;
    this.deed = deed;
  }

  /** Somebody who adds things. */
  static Writer adding(String what, Deed deed) {
    return new Writer(what, false, deed);
  }

  /**
   * Somebody who puts one thing in another's place.
   *
   * @param value what has that number
   * @param status writes a value
   * @param now asks for the value that is there
   */
  static Writer replacing(
      String what, IntUnaryOperator value, IntUnaryOperator status, IntSupplier now) {
    Writer[] writer = new Writer[1];
    writer[0] = new Writer(what, true, number -> new Written(
        status.applyAsInt(value.applyAsInt(number)), () -> {
          int there = now.getAsInt();
          // What was asked for afterwards and never acknowledged may be there, too.
          return IntStream.rangeClosed(number, writer[0].asked)
              .anyMatch(later -> value.applyAsInt(later) == there);
        }));
    return writer[0];
  }

  /** Writes the next; answers whether the server has answered. */
  boolean writesNext() {
    int number = ++asked;
    Written written = deed.write(number);
    if (written.status == 200 || written.status == 303) {
      if (isReplaced) {
        remembered.clear();
      }
      remembered.add(written.isThere);
      acknowledged.incrementAndGet();
    } else if (written.status > 0) {
      refused++;
    }
    return written.status > 0;
  }

  /** How many of the latest that were acknowledged are not there. */
  int lost(int latest) {
    List<BooleanSupplier> some = remembered.subList(
        Math.max(0, remembered.size() - latest), remembered.size());
    return (int) some.stream().filter(one -> !one.getAsBoolean()).count();
  }

  /** What it is that this one writes. */
  String what() {
    return what;
  }

  /** How many were acknowledged so far; any thread may ask. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Those that were answered with a no, for which there is no reason. */
  int refused() {
    return refused;
  }
}
