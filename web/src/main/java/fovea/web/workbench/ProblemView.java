package fovea.web.workbench;

import java.util.List;

/**
 * What is wrong at a layer, and what can be done.
 *
 * @param layer the layer's id
 * @param address the page with this layer chosen
 * @param sentence what was expected and what was found
 * @param formula the rule that is broken
 * @param repairs ways out, the gentlest first
 */
public record ProblemView(
    String layer, String address, String sentence, FormulaView formula, List<RepairView> repairs) {

  /**
   * One way out.
   *
   * @param title what it does, as on a button
   * @param edit the change, as JSON
   */
  public record RepairView(String title, String edit) {}
}
