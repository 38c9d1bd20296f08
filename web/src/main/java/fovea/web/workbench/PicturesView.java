package fovea.web.workbench;

import java.util.List;

/**
 * The pictures that can be chosen, and how they are made to fit.
 *
 * @param pictures built-in ones
 * @param fits crop, pad or stretch
 * @param normalisations how pixels become numbers
 * @param seen the address of what the network sees now
 * @param steps what is done to the picture before the network, in order
 * @param addable what else can be done
 */
public record PicturesView(
    List<BuiltIn> pictures, List<FieldView.Choice> fits, List<FieldView.Choice> normalisations,
    String seen, List<StepView> steps, List<FieldView.Choice> addable) {

  /** A step between picture and network, with its one or two numbers. */
  public record StepView(String kind, String name, List<NumberView> numbers) {}

  /** A number of a step, under its name in the form. */
  public record NumberView(String field, String label, String value) {}

  /** A picture drawn by our own code. */
  public record BuiltIn(String source, String name, String address, boolean isChosen) {}
}
