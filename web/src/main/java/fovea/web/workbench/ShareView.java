package fovea.web.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import java.util.List;

/**
 * A network to take along.
 *
 * @param address of the network
 * @param link a link that holds the whole network
 * @param holdsWeights whether the link holds all weights that are the network's own
 * @param holdsPicture whether the link holds the picture
 * @param document the network as JSON
 * @param frozen a link to a frozen copy with its picture; empty as long as there is none
 * @param embed the address of the same for frames; empty as long as there is none
 * @param copies how many frozen copies there are, of this version and of others
 */
public record ShareView(
    String address, String link, boolean holdsWeights, boolean holdsPicture, String document,
    String frozen, String embed, int copies) {

  /** The view of that network. */
  public static ShareView of(
      String address, String link, boolean holdsWeights, boolean holdsPicture, Network network,
      String frozen, String embed, int copies) {
    return new ShareView(address, link, holdsWeights, holdsPicture, NetworkDocument.write(network),
        frozen, embed, copies);
  }

  /** What an embedding may leave out. */
  public List<String> parts() {
    return Place.PARTS;
  }

  /** What to put into another page. */
  public String frame() {
    return "<iframe src=\"" + embed + "\" width=\"900\" height=\"640\" loading=\"lazy\"></iframe>";
  }
}
