package fovea.web.learn;

import java.util.List;

/**
 * The lesson's figures, checked.
 *
 * @param count how many there are and how many of them are wrong, in a sentence
 */
public record FiguresView(
    String title, String lead, String language, String untranslated, String count,
    List<Row> rows) {

  public FiguresView {
    rows = List.copyOf(rows);
  }

  /**
   * One of them.
   *
   * @param source what the lesson says
   * @param verdict {@code right}, {@code rounded}, {@code wrong}, or {@code open} where the lesson only asks
   * @param said the same in words
   * @param right what the engine says, in HTML
   * @param why in HTML
   */
  public record Row(
      String word, String where, String source, String right, String verdict, String said,
      String why) {}
}
