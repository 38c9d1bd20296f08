package fovea.web.learn;

import fovea.engine.network.Network;

/**
 * One step of the course: an address, and the state of the piece beside its text.
 *
 * @param chapter the word of its chapter
 * @param word its own, in addresses and in the texts
 * @param piece what lies beside the text
 * @param network a network of {@link fovea.engine.zoo.Lessons}, or of the zoo
 * @param look what is seen of it first, as an address of the workbench says it: {@code ?layer=conv1}, or
 *     {@code /layers/conv/units/0/0/0}
 */
public record Step(String chapter, String word, Piece piece, String network, String look) {

  /** Its address, without anything that its reader may have changed. */
  public String address() {
    return Course.ADDRESS + "/" + chapter + "/" + word;
  }

  /** Its network as the course has it. */
  public Network plain() {
    return Figures.network(network);
  }

  /** The layer that it is about; empty if it is about all of them. */
  public String layer() {
    String layers = "/layers/";
    if (look.startsWith(layers)) {
      return look.substring(layers.length(), look.indexOf('/', layers.length()));
    }
    int layer = look.indexOf("layer=");
    return layer < 0 ? "" : look.substring(layer + "layer=".length()).replaceFirst("&.*", "");
  }
}
