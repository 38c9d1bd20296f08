package fovea.web.workbench;

import java.util.List;

/**
 * What a network has to become.
 *
 * @param word of the task in addresses
 * @param title what is to be built
 * @param text why, and a hint, in a sentence or two
 * @param isSolved whether all goals are met together
 * @param said how far the network is, in a sentence
 */
public record GoalsView(
    String word, String title, String text, boolean isSolved, String said, List<GoalRow> goals) {

  public GoalsView {
    goals = List.copyOf(goals);
  }

  /**
   * One goal.
   *
   * @param wanted what is to be reached
   * @param now what there is
   */
  public record GoalRow(String wanted, String now, boolean isMet) {}
}
