package fovea.web.workbench;

import java.util.List;

/**
 * The pictures that can be chosen, and how they are made to fit.
 *
 * @param pictures built-in ones
 * @param fits crop, pad or stretch
 * @param normalisations how pixels become numbers
 * @param seen the address of what the network sees now
 */
public record PicturesView(
    List<BuiltIn> pictures, List<FieldView.Choice> fits, List<FieldView.Choice> normalisations,
    String seen) {

  /** A picture drawn by our own code. */
  public record BuiltIn(String source, String name, String address, boolean isChosen) {}
}
