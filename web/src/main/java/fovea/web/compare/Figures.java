package fovea.web.compare;

import fovea.engine.compare.Comparison;
import fovea.engine.compare.Comparison.Side;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.NetworkReading.Totals;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.compare.CompareView.CellView;
import fovea.web.compare.CompareView.TotalView;
import fovea.web.workbench.FieldWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The figures of two networks, of all or of a row, and how many times as much the right one has. */
final class Figures {

  private static final String NOTHING = "—";

  private final Words words;
  private final Numbers numbers;
  private final FieldWords fields;

  Figures(Words words) {
    this.words = words;
    this.numbers = words.numbers();
    this.fields = new FieldWords(words);
  }

  /** What both networks come to. */
  List<TotalView> totals(Comparison comparison) {
    NetworkReading left = comparison.left();
    NetworkReading right = comparison.right();
    return List.of(
        total("layers", left.network().nodes().size(), right.network().nodes().size(),
            numbers::whole),
        total("parameters", left, right, Totals::parameters, numbers::whole),
        total("macs", left, right, Totals::macs, numbers::whole),
        total("bytes", left, right, Totals::activationBytes, numbers::bytes),
        new TotalView(words.say("compare.field"), words.say("compare.field.explained"),
            Comparison.field(left).map(fields::size).orElse(NOTHING),
            Comparison.field(right).map(fields::size).orElse(NOTHING), "", "", ""));
  }

  private TotalView total(String key, NetworkReading left, NetworkReading right,
      ToLongFunction<Totals> figure, LongFunction<String> print) {
    return total(key, figure.applyAsLong(left.totals()), figure.applyAsLong(right.totals()),
        print);
  }

  private TotalView total(String key, long left, long right, LongFunction<String> print) {
    double most = Math.max(1, Math.max(left, right));
    return new TotalView(words.say("compare." + key), words.say("compare." + key + ".explained"),
        print.apply(left), print.apply(right),
        left == right ? words.say("compare.same") : factor(left, right),
        "" + Math.round(100 * left / most), "" + Math.round(100 * right / most));
  }

  /** "Three 3×3 has 0.55 × the parameters of One 7×7, 0.55 × the MACs and 3 × the memory." */
  String summary(Comparison comparison, String left, String right) {
    Totals one = comparison.left().totals();
    Totals other = comparison.right().totals();
    return words.say("compare.summary", right, left,
        times(one.parameters(), other.parameters()), times(one.macs(), other.macs()),
        times(one.activationBytes(), other.activationBytes()));
  }

  private String times(long left, long right) {
    return left == right || left == 0 ? words.say("compare.times.same") : factor(left, right);
  }

  /** The figures of a row. */
  List<CellView> cells(@Nullable Side left, @Nullable Side right) {
    List<CellView> cells = new ArrayList<>();
    cells.add(cell("parameters", left, right, cost -> cost.parameterCount().value(),
        numbers::scaled));
    cells.add(cell("macs", left, right, cost -> cost.macs().value(), numbers::scaled));
    cells.add(cell("bytes", left, right, cost -> cost.activationBytes().value(),
        numbers::bytes));
    String one = reading(left).map(LayerReading::field).map(fields::size).orElse(NOTHING);
    String other = reading(right).map(LayerReading::field).map(fields::size).orElse(NOTHING);
    cells.add(new CellView(words.say("compare.field"), one, one.equals(other) ? "" : other, "",
        "none"));
    return cells;
  }

  private CellView cell(String key, @Nullable Side left, @Nullable Side right,
      ToLongFunction<CostReading> figure, LongFunction<String> print) {
    Optional<Long> one = reading(left).map(layer -> figure.applyAsLong(layer.cost()));
    Optional<Long> other = reading(right).map(layer -> figure.applyAsLong(layer.cost()));
    boolean differ = one.isPresent() && other.isPresent() && !one.equals(other);
    return new CellView(words.say("compare." + key),
        print(one, print), one.equals(other) ? "" : print(other, print),
        differ ? factor(one.orElseThrow(), other.orElseThrow()) : "",
        differ ? one.orElseThrow() < other.orElseThrow() ? "more" : "less" : "same");
  }

  private static String print(Optional<Long> figure, LongFunction<String> print) {
    return figure.map(value -> value == 0 ? NOTHING : print.apply(value)).orElse(NOTHING);
  }

  private static Optional<LayerReading> reading(@Nullable Side side) {
    return Optional.ofNullable(side).flatMap(Side::reading);
  }

  private String factor(long left, long right) {
    return left == 0
        ? ""
        : words.say("compare.factor", numbers.alike(3, (double) right / left)
            .apply((double) right / left));
  }
}
