package fovea.web.workbench;

import fovea.engine.picture.Layout.Wire;
import java.util.List;

/**
 * What is around the cards of the network's picture.
 *
 * @param width of all, in pixels
 * @param height of all, in pixels
 * @param lanes how many rows of cards there are
 * @param wires all that run along lanes, as one path
 * @param arcs one by one, so that those of the chosen layer can stand out
 * @param bands open groups
 * @param details how much can be open, the least first
 * @param file the address of this picture as SVG
 */
public record OverviewView(
    int width, int height, int lanes, String wires, List<Wire> arcs, List<Band> bands,
    List<Detail> details, String file) {

  static final OverviewView NONE = new OverviewView(
      0, 0, 1, "", List.of(), List.of(), List.of(), "");

  /**
   * Folds or unfolds a group.
   *
   * @param page the whole page with it turned
   * @param part the address of the picture alone
   * @param words what stands on it
   * @param label for readers of screens
   * @param layers ids of all its layers, with spaces between
   */
  public record Fold(String page, String part, String words, String label, String layers) {}

  /** An open group above its cards: where it is, in pixels. */
  public record Band(int x, int y, int width, String name, Fold fold) {}

  /** A choice of how much is open, and the key for it; no key for what is chosen already. */
  public record Detail(String name, String page, String part, boolean isChosen, String key) {}
}
