package fovea.web.room;

import fovea.engine.exercise.Task;
import fovea.engine.network.Axis;
import fovea.engine.network.Network;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import fovea.web.room.BoardView.Sort;
import fovea.web.room.SolutionsView.Row;
import fovea.web.workbench.GoalsPresenter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ranks what a class has handed in by a measure; what does not meet its goals comes last, unranked. */
public final class SolutionsPresenter {

  private static final String FIRST = "parameters";
  private static final List<String> MEASURES = List.of(FIRST, "macs", "layers", "field", "handed");

  private final Words words;

  public SolutionsPresenter(Words words) {
    this.words = words;
  }

  /**
   * The page.
   *
   * @param solved the one handed in first comes first
   * @param by the word of a measure; any other is by parameters
   */
  public SolutionsView page(
      String address, boolean teaches, boolean isShown, String task, List<Solved> solved,
      String by) {
    String measure = MEASURES.contains(by) ? by : FIRST;
    List<Solved> sorted = solved.stream()
        .sorted(Comparator.comparing((Solved one) -> !isMet(one)).thenComparing(order(measure)))
        .toList();
    return new SolutionsView(address, teaches, isShown, new GoalsPresenter(words).wanted(task),
        MEASURES.stream().map(word -> new Sort(word, words.say("solutions.by." + word),
            word.equals(measure))).toList(),
        rows(sorted, order(measure), measure.equals("handed"), teaches));
  }

  private static Comparator<Solved> order(String measure) {
    return switch (measure) {
      case "macs" -> Comparator.comparingLong(one -> one.network().totals().macs());
      case "layers" -> Comparator.comparingInt(one -> one.network().layers().size());
      case "field" -> Comparator.comparing(one -> field(one.network()).negate());
      // They come in that order.
      case "handed" -> (_, _) -> 0;
      default -> Comparator.comparingLong(one -> one.network().totals().parameters());
    };
  }

  private static boolean isMet(Solved one) {
    return one.network().isLegal()
        && Task.named(one.task()).map(task -> task.isSolvedBy(one.network(), one.outcome()))
            .orElse(true);
  }

  private List<Row> rows(
      List<Solved> sorted, Comparator<Solved> order, boolean isByTime, boolean teaches) {
    GoalsPresenter goals = new GoalsPresenter(words);
    List<Row> rows = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Solved one = sorted.get(i);
      if (i == 0 || isByTime || order.compare(sorted.get(i - 1), one) != 0) {
        rank = i + 1;
      }
      NetworkReading network = one.network();
      rows.add(new Row(isMet(one) ? "" + rank : "", name(one, i + 1, teaches), one.address(),
          goals.met("solutions.met", one.task(), network, one.outcome()),
          "" + network.network().nodes().size(),
          whole(network, network.totals().parameters()), whole(network, network.totals().macs()),
          seen(network)));
    }
    return rows;
  }

  /** Of a network that is broken only a part can be counted, which is no measure of it. */
  private String whole(NetworkReading network, long total) {
    return network.isLegal() ? words.numbers().whole(BigInteger.valueOf(total)) : "";
  }

  private String name(Solved one, int place, boolean teaches) {
    return one.isMine()
        ? words.say("solutions.mine")
        : teaches ? one.nickname() : words.say("solutions.one", place);
  }

  private String seen(NetworkReading network) {
    return last(network).map(layer -> words.numbers()
        .whole(layer.field().along(Axis.HEIGHT).size()) + " × "
        + words.numbers().whole(layer.field().along(Axis.WIDTH).size())).orElse("");
  }

  /** Pixels that a unit of the last layer sees. */
  private static BigInteger field(NetworkReading network) {
    return last(network).map(layer -> layer.field().along(Axis.HEIGHT).size()
        .multiply(layer.field().along(Axis.WIDTH).size())).orElse(BigInteger.ONE);
  }

  private static Optional<LayerReading> last(NetworkReading network) {
    Network read = network.network();
    return read.nodes().isEmpty()
        ? Optional.empty()
        : network.layer(read.before(read.nodes().size()));
  }
}
