package fovea.web.sets;

import java.util.List;

/**
 * The page of a set.
 *
 * @param address where it lies
 * @param all where the others lie
 * @param summary how many pictures of which shape, in words
 * @param split how many of them are learned from and how many validate, in words
 * @param train where a network learns from it; empty while it has no pictures
 * @param notice what is to be said of the files that it was made of; empty if nothing
 * @param isColour whether its pictures have colours
 * @param part what of it is shown, as its address says it; empty for all
 * @param isWhole whether all classes are shown, and not a part of one
 * @param mayAdd whether the visitor may add pictures now
 * @param mayRemove whether any of those that are shown may be removed
 * @param mayChange whether all of it is the visitor's to change
 * @param isMade whether it was made by people
 * @param isOfRoom whether a class fills it together
 * @param isClosed whether nobody adds anything any more
 * @param names of all classes
 * @param classes what is shown
 */
public record SetView(
    String address, String all, String name, String summary, String split, String train,
    String notice,
    boolean isColour, String part, boolean isWhole, boolean mayAdd, boolean mayRemove,
    boolean mayChange,
    boolean isMade, boolean isOfRoom, boolean isClosed, List<String> names,
    List<Shown> classes, Augmented augmented) {

  /**
   * A class.
   *
   * @param count of its pictures, in words
   * @param more the address of all of them, or of those that follow; empty if there are no more
   * @param before the address of those before; empty if there are none
   */
  public record Shown(
      String name, String count, List<Picture> pictures, String more, String before) {}

  /** A picture: its number, where it lies, and how it is called. */
  public record Picture(
      long number, String address, String name, boolean validates, boolean mayRemove) {}

  /** What augmentation does to some pictures; how much is asked of it, and each with what becomes of it. */
  public record Augmented(int shift, boolean flip, int turn, int noise, List<Row> rows) {

    /** A picture, and the addresses of what it becomes. */
    public record Row(Picture of, List<String> becomes) {}
  }
}
