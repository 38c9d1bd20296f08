package fovea.web.experiment;

import java.util.List;

/** All experiments. */
public record ExperimentsView(List<Card> cards) {

  /**
   * One of them.
   *
   * @param state what is known: the answer, that it is being done, or that nobody has asked
   * @param isKnown whether there is an answer
   */
  public record Card(String address, String title, String claim, String state, boolean isKnown) {}
}
