package fovea.web.principles;

/**
 * The page of one principle, measured on a network, ready to print.
 *
 * @param title of the window
 * @param name of the network
 * @param address of the network's page
 * @param principle the word in the page's address and its template's name: parameters, equivariance,
 *     locality, pooling
 * @param shown what was measured
 */
public record PrinciplesView(
    String title, String name, String address, String principle, Principle shown) {

  /** What the page of a principle shows. */
  public sealed interface Principle
      permits ParametersView, EquivarianceView, LocalityView, PoolingView {}

  static String word(Principle principle) {
    return switch (principle) {
      case ParametersView _ -> "parameters";
      case EquivarianceView _ -> "equivariance";
      case LocalityView _ -> "locality";
      case PoolingView _ -> "pooling";
    };
  }
}
