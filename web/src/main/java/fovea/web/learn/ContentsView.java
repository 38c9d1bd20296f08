package fovea.web.learn;

import fovea.web.learn.LessonView.Way;
import java.util.List;

/**
 * What there is to learn, ready to print.
 *
 * @param progress how far this person is, in a sentence
 * @param onward where to begin, or to go on
 * @param chapters in their order
 */
public record ContentsView(String progress, Way onward, List<Row> chapters) {

  public ContentsView {
    chapters = List.copyOf(chapters);
  }

  /**
   * One chapter.
   *
   * @param answers what it answers
   * @param time how long it takes
   * @param visited how many of its steps were read, in words
   * @param share of them, from 0 to 100
   */
  public record Row(
      int number, String word, Way chapter, String answers, String time, String visited,
      int share) {}
}
