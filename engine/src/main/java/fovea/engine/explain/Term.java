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
 * @param source the place whose number it is: its own inside the input, in padding the one that is
 *     reflected, repeated or wrapped to there, empty where nothing is
 */
public record Term(
    String from, List<Integer> input, List<Integer> weightIndex, double inputValue, double weight,
    List<Integer> source) {

  public Term {
    input = List.copyOf(input);
    weightIndex = List.copyOf(weightIndex);
    source = List.copyOf(source);
  }

  /** Whether it is part of the input, not of its padding. */
  public boolean inside() {
    return source.equals(input);
  }

  /** What it adds to the unit. */
  public double product() {
    return inputValue * weight;
  }
}
