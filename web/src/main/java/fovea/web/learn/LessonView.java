package fovea.web.learn;

import fovea.web.workbench.Place;
import java.util.List;

/**
 * One step of the course, ready to print.
 *
 * @param title of the window
 * @param place where the network beside the text lies: the step's address with what its reader changed
 * @param chapter it belongs to
 * @param heading of the step
 * @param html its text
 * @param language the text is written in
 * @param untranslated why it is not in the reader's; empty if it is
 * @param steps of the chapter
 * @param previous the step before
 * @param next the step behind, or what comes after the last one
 * @param piece what lies beside the text: the name of its template
 * @param own the one that belongs to the step, which its reader may have left for a unit
 * @param label what that is
 * @param shown the piece's own view
 */
public record LessonView(
    String title, Place place, Way chapter, String heading, String html, String language,
    String untranslated, List<StepMark> steps, Way previous, Way next, String piece, String own,
    String label,
    Object shown) {

  public LessonView {
    steps = List.copyOf(steps);
  }

  /** Whether it is the first step of the course, which says how to read the others. */
  public boolean isFirst() {
    return place.base().equals(Course.chapters().getFirst().steps().getFirst().address());
  }

  /**
   * A way to another page.
   *
   * @param address of it; empty if there is none
   */
  public record Way(String address, String text) {}

  /**
   * One step in the row of its chapter's.
   *
   * @param isVisited whether its reader has been there
   */
  public record StepMark(String address, String text, boolean isHere, boolean isVisited) {}
}
