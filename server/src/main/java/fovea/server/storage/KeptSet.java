package fovea.server.storage;

import fovea.engine.network.Shape;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * A set of pictures to learn from, without its pictures.
 *
 * @param owner a visitor, or a room
 * @param classes their names; a label is a place in this list
 * @param shape of every picture: one channel or three, as high as wide
 * @param isClosed whether nobody adds anything any more
 * @param pictures how many there are
 * @param next the number of the picture that is added next
 */
public record KeptSet(
    String id, Owner owner, String name, List<String> classes, Shape.Maps shape, boolean isClosed,
    int pictures, long next, Instant changedAt) {

  public static final int MOST_CLASSES = 20;
  public static final int LEAST_CLASSES = 2;
  public static final int NAME_LETTERS = 60;
  public static final int CLASS_LETTERS = 40;
  public static final int SMALLEST_SIDE = 16;
  public static final int LARGEST_SIDE = 64;
  public static final int MOST_PICTURES = 20_000;

  /** What the pixels of one set may take. */
  public static final long MOST_BYTES = 64_000_000;

  public KeptSet {
    classes = List.copyOf(classes);
  }

  /** How many pictures there may be. */
  public int mostPictures() {
    return mostPictures(shape);
  }

  private static int mostPictures(Shape.Maps shape) {
    return (int) Math.min(MOST_PICTURES, MOST_BYTES / shape.elements());
  }

  /**
   * Whether a set of that shape may have so many pictures.
   *
   * @throws Refusal 422 if not
   */
  static void requireFits(Shape.Maps shape, int pictures) {
    if (pictures > mostPictures(shape)) {
      throw Refusal.overLimit("set_pictures", "A set of " + shape + " has at most "
          + mostPictures(shape) + " pictures; remove some, or make another set.");
    }
  }
}
