package fovea.web.why;

import fovea.engine.explain.ClassActivation;
import fovea.engine.explain.Classifier;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.why.WhyView.Activation;
import fovea.web.why.WhyView.Choice;
import fovea.web.why.WhyView.Covering;
import fovea.web.why.WhyView.Exciting;
import fovea.web.why.WhyView.Says;
import fovea.web.why.WhyView.Share;
import fovea.web.workbench.OpenNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the page of what made a network say so. */
public final class WhyPresenter {

  /** Classes that stand on the page; others are asked for by number. */
  private static final int SHOWN = 10;

  private final Words words;
  private final Numbers numbers;
  private final OpenNetwork open;
  private final ClassNames names;

  /**
   * A presenter in a language.
   *
   * @param classes their names; empty if nobody has named them
   */
  public WhyPresenter(Words words, OpenNetwork open, List<String> classes) {
    this.words = words;
    this.numbers = words.numbers();
    this.open = open;
    this.names = new ClassNames(words, classes);
  }

  /**
   * The page.
   *
   * @param random the layers with parameters that are all of chance
   */
  public WhyView page(
      List<String> random, @Nullable Says says, @Nullable Activation activation,
      @Nullable Covering covering, @Nullable Exciting exciting) {
    Maps input = open.reading().network().input();
    String name = open.reading().network().name();
    return new WhyView(words.say("why.title", name), name, open.address(),
        open.address() + "/why", open.pictureAddress(), input.height(), input.width(),
        notes(random, says != null, activation != null),
        random.isEmpty() ? "" : open.address() + "/train", says, activation, covering, exciting);
  }

  private List<String> notes(List<String> random, boolean isNaming, boolean hasMaps) {
    List<String> notes = new ArrayList<>();
    if (!random.isEmpty()) {
      boolean isAll = open.reading().layers().stream()
          .filter(layer -> !layer.cost().parameters().isEmpty()).count() == random.size();
      notes.add(isAll
          ? words.say("why.random")
          : words.say("why.random.some", String.join(", ", random)));
    }
    if (!open.reading().isLegal()) {
      notes.add(words.say("why.problem", open.reading().problems().getFirst().layer()));
    } else if (!isNaming) {
      notes.add(words.say("why.none"));
    } else if (!hasMaps) {
      notes.add(words.say("why.activation.none"));
    }
    return notes;
  }

  /**
   * The classes and their shares.
   *
   * @param shares {@code [classes]}
   * @param target the chosen one
   */
  public Says says(Tensor shares, int target) {
    List<Integer> order = IntStream.range(0, shares.size()).boxed()
        .sorted(Comparator.comparingDouble((Integer n) -> -shares.data()[n])).toList();
    List<Integer> shown = new ArrayList<>(order.subList(0, Math.min(SHOWN, order.size())));
    if (!shown.contains(target)) {
      shown.add(target);
    }
    int first = order.getFirst();
    return new Says(
        words.say("why.says", names.of(first), numbers.percent(shares.data()[first])),
        shown.stream()
            .map(n -> new Share(n, names.of(n), numbers.percent(shares.data()[n]),
                100 * shares.data()[n], n == target))
            .toList(),
        order.size() > SHOWN ? String.valueOf(order.size() - 1) : "");
  }

  /**
   * Where a layer saw what speaks for a class.
   *
   * @param sheet of its map, in base 64
   */
  public Activation activation(Classifier network, ClassActivation found, String sheet) {
    Tensor map = found.map();
    int best = 0;
    for (int i = 1; i < map.size(); i++) {
      best = map.data()[i] > map.data()[best] ? i : best;
    }
    String name = names.of(found.target());
    return new Activation(words.say("why.activation.lead", name),
        layers(network.spatialLayers(), found.layer()), sheet,
        map.data()[best] > 0
            ? words.say("why.activation.said", found.layer(), name,
                numbers.whole(best / map.dimension(2)), numbers.whole(best % map.dimension(2)),
                map.dimension(1) + " × " + map.dimension(2))
            : words.say("why.activation.empty", found.layer(), name));
  }

  static List<Choice> layers(List<LayerReading> layers, String chosen) {
    return layers.stream()
        .map(layer -> new Choice(layer.id(), layer.id() + " · " + layer.output(),
            layer.id().equals(chosen)))
        .toList();
  }

  /** What covering the picture shows of a class. */
  public CoverPresenter covering(int target) {
    return new CoverPresenter(words, names.of(target), target);
  }

  /** What excites the maps. */
  public ExcitingPresenter exciting() {
    return new ExcitingPresenter(words);
  }
}
