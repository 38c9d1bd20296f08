package fovea.web.workbench;

import java.util.List;

/**
 * The sums over the network, and how its last run went.
 *
 * @param limits which layers are not in the sums; empty where all are
 */
public record TotalsView(List<Fact> facts, String limits, List<Fact> atTheEnd) {

  /** A name, a value, and in a title what exactly it is; the title may be empty. */
  public record Fact(String name, String value, String title) {}
}
