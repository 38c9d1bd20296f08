package fovea.web.workbench;

import fovea.engine.explain.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a network lies, and what can be done with it there.
 *
 * @param address of its page
 * @param kind whose it is
 * @param version of it that lies there, counted from 1; 0 for a frozen copy, which has one only
 * @param canUndo whether a change can be undone
 * @param canRedo whether an undone one can be made again
 * @param hidden the parts of the page that an embedding leaves out, with a space between
 */
public record Place(
    String address, Kind kind, int version, boolean canUndo, boolean canRedo, String hidden) {

  /** The parts that can be left out of an embedded page. */
  public static final List<String> PARTS = List.of(
      "layers", "overview", "picture", "numbers", "totals");

  /** Whose a network is. */
  public enum Kind {
    /** The visitor's own. */
    OWN,
    /** A frozen copy on a page of its own. */
    SHARED,
    /** A frozen copy in the frame of another page. */
    EMBEDDED,
    /** Of a step of the course. */
    LESSON,
    /** Of somebody in a room, who may be changing it. */
    ROOM
  }

  /** The visitor's own. */
  public static Place own(String address, int version, boolean canUndo, boolean canRedo) {
    return new Place(address, Kind.OWN, version, canUndo, canRedo, "");
  }

  /** A frozen copy. */
  public static Place shared(String address) {
    return new Place(address, Kind.SHARED, 0, false, false, "");
  }

  /** A frozen copy in a frame, without those of the parts that are there at all. */
  public static Place embedded(String address, String hide) {
    return new Place(address, Kind.EMBEDDED, 0, false, false, Arrays.stream(hide.split("[ ,]+", 20))
        .filter(PARTS::contains).distinct().collect(Collectors.joining(" ")));
  }

  /** Beside the text of a step of the course, which lies at that address. */
  public static Place lesson(String address) {
    return new Place(address, Kind.LESSON, 0, false, false, "");
  }

  /** Somebody's, looked at in a room. */
  public static Place room(String address, int version) {
    return new Place(address, Kind.ROOM, version, false, false, "");
  }

  /** A word that differs wherever the version does, or what can be undone. */
  public String shown() {
    return version + (canUndo ? "u" : "") + (canRedo ? "r" : "") + "-";
  }

  /** Whether it can be looked at only. */
  public boolean isFrozen() {
    return kind != Kind.OWN;
  }

  /** The id of a network that is the visitor's own. */
  public String id() {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  /** Whether it lies in somebody's frame. */
  public boolean isEmbedded() {
    return kind == Kind.EMBEDDED;
  }

  /** Whether it lies beside a text of the course. */
  public boolean isLesson() {
    return kind == Kind.LESSON;
  }

  /** Whether it is looked at in a room. */
  public boolean isRoom() {
    return kind == Kind.ROOM;
  }

  /** The address of the course's step, without what its reader has changed. */
  public String base() {
    return address.replaceFirst("~.*", "");
  }

  /** The page that a frame's reader goes to for more. */
  public String full() {
    return address.replaceFirst("^/embed/", "/shared/");
  }

  /** The page of one number: how it comes about. */
  public String unit(Unit unit) {
    return units(unit.layer()) + unit.channel() + "/" + unit.y() + "/" + unit.x();
  }

  /** Where the pages of a layer's units lie, to which channel, row and column are added. */
  public String units(String layer) {
    return address + "/layers/" + layer + "/units/";
  }

  /** How an address says what is left out; empty if nothing is. */
  public String hiding() {
    return hidden.isEmpty() ? "" : "&hide=" + hidden.replace(' ', ',');
  }

  /** The page with that layer chosen. */
  String address(String layer) {
    return address + "?layer=" + layer + hiding();
  }
}
