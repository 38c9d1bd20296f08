package fovea.web.principles;

import fovea.web.principles.PrinciplesView.Principle;
import java.util.List;

/**
 * Every convolution beside its locally connected and fully connected equals.
 *
 * @param total of all of them
 */
public record ParametersView(List<WiringRow> wirings, List<TotalRow> total) implements Principle {

  /** A number of weights and the product that it is. */
  public record Count(String number, String formula) {}

  /** A convolution, and what the others would need in its place. */
  public record WiringRow(
      String layer, Count shared, Count local, Count full, String sharing, String locality) {}

  /** A sum over all convolutions. */
  public record TotalRow(String what, String shared, String local, String full) {}
}
