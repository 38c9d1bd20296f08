package fovea.engine.dataset.file;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Shape;

/**
 * How much of a set's files is read.
 *
 * @param pictures the most
 * @param bytes the most that their pixels take, a byte a number
 * @param classes the most
 * @param side the longest of a picture that is not made smaller, in pixels
 * @param unpacked the most bytes that files may come to when they are unpacked
 */
public record FileLimits(int pictures, long bytes, int classes, int side, long unpacked) {

  /** How many times larger than packed anything may be; pictures of paper reach 60. */
  static final int MOST_RATIO = 200;

  /** How many pictures of that shape are read. */
  public int pictures(Shape.Maps shape) {
    return (int) Math.min(pictures, bytes / shape.elements());
  }

  /**
   * Lets so many classes through.
   *
   * @throws DocumentTooLarge if there may not be as many
   */
  void requireClasses(int count) {
    if (count > classes) {
      throw new DocumentTooLarge("set_classes", "The files have " + count
          + " classes and " + classes + " are allowed; leave some out.");
    }
  }
}
