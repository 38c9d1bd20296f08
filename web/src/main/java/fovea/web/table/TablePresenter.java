package fovea.web.table;

import fovea.engine.format.LayerTable;
import fovea.engine.format.LayerTable.Column;
import fovea.engine.network.LayerType;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.table.TableView.Head;
import fovea.web.table.TableView.Row;
import fovea.web.table.TableView.Share;
import fovea.web.workbench.FieldWords;
import fovea.web.workbench.Kind;
import fovea.web.workbench.ShapeWords;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Makes the table of a network's layers. */
public final class TablePresenter {

  private static final String UNKNOWN = "—";

  private final Words words;
  private final Numbers numbers;
  private final ShapeWords shapes;
  private final FieldWords fields;

  public TablePresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
    this.shapes = new ShapeWords(words);
    this.fields = new FieldWords(words);
  }

  /** The table at that address, sorted. */
  public TableView of(NetworkReading reading, String address, Column by, boolean descending) {
    String name = reading.network().name();
    NetworkReading.Totals totals = reading.totals();
    return new TableView(words.say("table.window", name), name, address,
        Arrays.stream(Column.values()).map(column -> head(column, address, by, descending))
            .toList(),
        LayerTable.of(reading).sorted(by, descending).rows().stream()
            .map(row -> row(row, address, totals)).toList(),
        List.of("", numbers.whole(totals.parameters()), numbers.whole(totals.macs()),
            numbers.whole(totals.torchinfoMacs()), numbers.bytes(totals.activationBytes()), ""),
        reading.isLegal()
            ? ""
            : words.say("table.unknown", reading.problems().getFirst().layer()));
  }

  /** Numbers are sorted from the largest first: that is what one looks for. */
  private Head head(Column column, String address, Column by, boolean descending) {
    boolean isText = column == Column.NUMBER || column == Column.LAYER || column == Column.TYPE;
    boolean next = column == by ? !descending : !isText;
    return new Head(column.word(), words.say("table." + column.word()),
        words.find("table." + column.word() + ".explained").orElse(""),
        address + "/table?sort=" + column.word() + (next ? "&order=descending" : ""),
        column == by ? (descending ? "descending" : "ascending") : "none");
  }

  private Row row(LayerTable.Row row, String address, NetworkReading.Totals totals) {
    String id = row.node().id();
    return new Row(row.number(), id, address + "?layer=" + id, Kind.of(row.node().layer()).word(),
        LayerType.of(row.node().layer()).name(),
        known(row, layer -> shapes.narrow(layer.output())),
        share(row, cost -> cost.parameterCount().value(), totals.parameters()),
        share(row, cost -> cost.macs().value(), totals.macs()),
        known(row, layer -> count(layer.cost().torchinfoMacs().value())),
        known(row, layer -> numbers.bytes(layer.cost().activationBytes().value())),
        known(row, layer -> fields.size(layer.field())));
  }

  private String known(LayerTable.Row row, Function<LayerReading, String> cell) {
    return row.reading().map(cell).orElse(UNKNOWN);
  }

  private String count(long count) {
    return count == 0 ? UNKNOWN : numbers.whole(count);
  }

  private Share share(LayerTable.Row row, Function<CostReading, Long> count, long total) {
    long value = row.reading().map(LayerReading::cost).map(count).orElse(0L);
    if (value == 0) {
      return new Share(UNKNOWN, "", "");
    }
    double share = (double) value / total;
    return new Share(numbers.whole(value), "" + Math.max(1, Math.round(share * 100)),
        numbers.percent(share));
  }
}
