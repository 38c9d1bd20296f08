package fovea.web.workbench;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.web.Words;
import java.util.List;

/** What the numbers at the end of a network stand for, and what it says of its picture. */
public final class ClassWords {

  private final OpenNetwork open;
  private final Network network;
  private final Words words;

  public ClassWords(OpenNetwork open, Words words) {
    this.open = open;
    this.network = open.reading().network();
    this.words = words;
  }

  /**
   * The names of a layer's numbers, in their order: those of the last layer, and of one behind which every
   * number keeps its place. Empty where there are none, or not as many.
   */
  public List<String> of(String layer) {
    int at = network.indexOf(layer);
    boolean fits = at >= 0 && open.reading().shapeOf(layer) instanceof Shape.Features(long count)
        && count == open.classes().size();
    return fits && keepsPlacesFrom(at)
        ? open.classes().stream().map(name -> said(name, words)).toList()
        : List.of();
  }

  /** The name of one of the layer's numbers; empty if it has none. */
  public String of(String layer, int number) {
    List<String> names = of(layer);
    return names.isEmpty() ? "" : names.get(number);
  }

  /** What our own sets have is said in the reader's language; what people have named stays. */
  public static String said(String name, Words words) {
    return words.find("class." + name.replace(' ', '_')).orElse(name);
  }

  private boolean keepsPlacesFrom(int at) {
    for (int i = at + 1; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      boolean keepsPlaces = node.layer() instanceof Softmax || node.layer() instanceof Dropout
          || node.layer() instanceof Activation;
      if (!keepsPlaces || !network.inputsOf(i).equals(List.of(network.before(i)))) {
        return false;
      }
    }
    return true;
  }

  /** "star, 98 %": what the last layer says, if it is that one and was run; else empty. */
  public String verdict(String layer) {
    List<String> names = isLast(layer) ? of(layer) : List.of();
    return open.runOf(layer).filter(_ -> !names.isEmpty())
        .filter(run -> run.largest() >= 0)
        .map(run -> words.say("class.share", names.get(run.largest()),
            words.numbers().percent(isShares(layer) ? run.max() : run.share())))
        .orElse("");
  }

  private boolean isLast(String layer) {
    return !network.nodes().isEmpty() && network.nodes().getLast().id().equals(layer);
  }

  /** Whether the layer's numbers are shares already. */
  boolean isShares(String layer) {
    int at = network.indexOf(layer);
    return at >= 0 && network.nodes().get(at).layer() instanceof Softmax;
  }
}
