package fovea.engine.explain;

import java.util.List;

/**
 * One input number on its way into a unit.
 *
 * @param from the id of the layer that it comes from
 * @param input where it stands there: {@code [c, y, x]}, or {@code [i]} of features; past the border
 *     for padding
 * @param weightIndex which number of the layer's weight it is multiplied with, as PyTorch indexes it;
 *     empty where the factor is no parameter
 * @param inputValue the number
 * @param weight what it is multiplied with
 * @param inside whether it is part of the input, not of its padding
 */
public record Term(
    String from, List<Integer> input, List<Integer> weightIndex, double inputValue, double weight,
    boolean inside) {

  public Term {
    input = List.copyOf(input);
    weightIndex = List.copyOf(weightIndex);
  }

  /** What it adds to the unit. */
  public double product() {
    return inputValue * weight;
  }
}
