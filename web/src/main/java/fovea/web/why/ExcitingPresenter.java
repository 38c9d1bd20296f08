package fovea.web.why;

import fovea.engine.dataset.Dataset;
import fovea.engine.explain.Excitement.Excited;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.why.WhyView.Box;
import fovea.web.why.WhyView.Choice;
import fovea.web.why.WhyView.Exciting;
import fovea.web.workbench.ClassWords;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/** Shows which pictures of a set excite a map most. */
public final class ExcitingPresenter {

  private final Words words;
  private final Numbers numbers;

  ExcitingPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /**
   * What is chosen.
   *
   * @param sets to choose from, by their words, with their names
   * @param layers of maps
   * @param channel one of the layer's maps
   */
  public record Chosen(
      List<Choice> sets, List<LayerReading> layers, LayerReading layer, int channel) {

    /** Copies the lists. */
    public Chosen {
      sets = List.copyOf(sets);
      layers = List.copyOf(layers);
    }
  }

  /**
   * The pictures were looked at.
   *
   * @param count how many were
   * @param most the most exciting ones
   * @param picture the address of a picture of the set
   */
  public Exciting excited(
      Chosen chosen, Dataset set, int count, List<Excited> most, IntFunction<String> picture) {
    DoubleFunction<String> printed = numbers.alike(4,
        most.stream().mapToDouble(Excited::value).toArray());
    // A map behind a ReLU that is zero wherever one looks has found nothing.
    boolean isDead = most.getFirst().value() <= 0
        && most.getFirst().value() == most.getLast().value();
    String layer = chosen.layer.id();
    String said = isDead
        ? words.say("why.excite.dead", numbers.whole(chosen.channel), layer,
            numbers.whole(count), printed.apply(most.getFirst().value()))
        : words.say("why.excite.said", numbers.whole(chosen.channel), layer,
            numbers.whole(count));
    return view(chosen, said, "", isDead
        ? List.of()
        : most.stream().map(it -> {
          String name = ClassWords.said(set.classes().get(set.label(it.index())), words);
          String value = printed.apply(it.value());
          return new WhyView.Excited(picture.apply(it.index()), name, value,
              it.seen().map(seen -> new Box(seen.left(), seen.top(),
                  seen.right() - seen.left() + 1, seen.bottom() - seen.top() + 1)).orElse(null),
              words.say("why.excite.label", name, value, numbers.whole(it.unit().y()),
                  numbers.whole(it.unit().x())));
        }).toList());
  }

  /** They can be, but that takes so long that somebody should ask for it. */
  public Exciting offered(Chosen chosen, int count, Duration time) {
    return view(chosen, words.say("why.excite.wait", numbers.whole(count)),
        words.say("why.excite.do", numbers.time(time.toNanos())), List.of());
  }

  /** They cannot be looked at; {@code reason} says why. */
  public Exciting refused(Chosen chosen, String reason) {
    return view(chosen, reason, "", List.of());
  }

  private Exciting view(
      Chosen chosen, String said, String offer, List<WhyView.Excited> pictures) {
    return new Exciting(chosen.sets, WhyPresenter.layers(chosen.layers, chosen.layer.id()),
        chosen.channel, ((Maps) chosen.layer.output()).channels() - 1, said, offer, pictures);
  }
}
