package fovea.web.sets;

import fovea.engine.network.Shape;
import java.util.List;

/**
 * What is known of a set.
 *
 * @param address where it lies
 * @param all where the others lie
 * @param shape of every picture
 * @param pictures in the order in which they came; of an endless set the first
 * @param may what the visitor may do
 * @param isClosed whether nobody adds anything any more
 * @param isOfRoom whether a class fills it together
 * @param most how many pictures there may be
 * @param word under which a training asks for it
 */
public record SetFacts(
    String address, String all, String name, List<String> classes, Shape.Maps shape,
    List<Given> pictures, May may, boolean isEndless, boolean isClosed, boolean isOfRoom,
    int most, String word) {

  /** What somebody may do with a set. */
  public enum May {
    LOOK,
    /** And take back what they have added. */
    ADD, ALL
  }
}
