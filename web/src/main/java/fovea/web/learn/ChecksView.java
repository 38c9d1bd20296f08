package fovea.web.learn;

import java.util.List;

/**
 * A page of things to answer: the quiz, the questions to think about, the problems.
 *
 * @param word of the page in addresses
 * @param score how many are answered, and how well, in a sentence
 */
public record ChecksView(
    String word, String title, String lead, String language, String untranslated, String score,
    List<Check> checks) {

  public ChecksView {
    checks = List.copyOf(checks);
  }

  /** What is to be answered, and how. */
  public enum Kind {
    /** A claim: true or false. */
    CLAIM,
    /** A question, with as many words as one likes. */
    TEXT,
    /** A problem, with a number. */
    NUMBER,
    /** Something to build. */
    TASK
  }

  /**
   * One of them.
   *
   * @param address where its answer goes
   * @param asked in HTML
   * @param typed what was answered
   * @param isAnswered whether the answer is shown
   * @param isRight whether it was right; texts are never wrong
   * @param verdict on it, in a sentence; empty before it
   * @param answer in HTML
   * @param see the page that settles it
   */
  public record Check(
      String word, Kind kind, String address, String asked, String typed, boolean isAnswered,
      boolean isRight, String verdict, String answer, String see) {}
}
