package fovea.web.compare;

import fovea.web.workbench.OpenNetwork;
import java.util.Map;

/**
 * One of two networks that are compared.
 *
 * @param word what addresses call it
 * @param name what people call it, with its version if it is an earlier one
 * @param open the network on the picture that both see
 * @param keys the word for each layer's values
 * @param workbench where one works on it
 * @param refusal why its values cannot be computed here; empty if they can
 */
public record Subject(
    String word, String name, OpenNetwork open, Map<String, String> keys, String workbench,
    String refusal) {

  public Subject {
    keys = Map.copyOf(keys);
  }
}
