package fovea.web.learn;

import fovea.web.workbench.GoalsView;
import java.util.List;

/** The design tasks, ready to print. */
public record TasksView(String said, List<Row> tasks) {

  public TasksView {
    tasks = List.copyOf(tasks);
  }

  /**
   * One of them.
   *
   * @param goals of the network that it begins with
   * @param solved the address of the network that solved it; empty as long as none did
   */
  public record Row(GoalsView goals, String solved) {}
}
