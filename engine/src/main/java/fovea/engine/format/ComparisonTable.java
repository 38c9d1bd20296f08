package fovea.engine.format;

import fovea.engine.compare.Comparison;
import fovea.engine.compare.Comparison.Row;
import fovea.engine.compare.Comparison.Side;
import fovea.engine.format.TextTable.Column;
import fovea.engine.network.LayerType;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two networks as a table to take along: a line for each layer and its like, then the totals.
 * Differences are those of the right layer from the left one.
 */
public final class ComparisonTable {

  private static final List<String> FIGURES = List.of("parameters", "macs", "bytes");

  private ComparisonTable() {}

  /** All rows of a comparison. */
  public static TextTable of(Comparison comparison) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("change", false));
    for (String side : List.of("left_", "right_")) {
      Stream.of("layer", "type", "output_shape")
          .forEach(name -> columns.add(new Column(side + name, false)));
    }
    for (String figure : FIGURES) {
      Stream.of("left_" + figure, "right_" + figure, figure + "_difference")
          .forEach(name -> columns.add(new Column(name, true)));
    }
    columns.add(new Column("left_receptive_field", false));
    columns.add(new Column("right_receptive_field", false));
    List<List<String>> lines = new ArrayList<>();
    comparison.rows().forEach(row -> lines.add(line(row)));
    lines.add(totals(comparison.left().totals(), comparison.right().totals()));
    return new TextTable(columns, lines);
  }

  private static List<String> line(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.change().name().toLowerCase(Locale.ROOT));
    layer(cells, row.left());
    layer(cells, row.right());
    figures(cells, row, cost -> cost.parameterCount().value());
    figures(cells, row, cost -> cost.macs().value());
    figures(cells, row, cost -> cost.activationBytes().value());
    cells.add(known(row.left(), layer -> LayerTable.field(layer.field())));
    cells.add(known(row.right(), layer -> LayerTable.field(layer.field())));
    return cells;
  }

  private static void layer(List<String> cells, @Nullable Side side) {
    cells.add(side == null ? "" : side.node().id());
    cells.add(side == null ? "" : LayerType.of(side.node().layer()).name());
    cells.add(known(side, layer -> LayerTable.shape(layer.output().dimensions())));
  }

  private static void figures(List<String> cells, Row row, ToLongFunction<CostReading> cost) {
    Function<LayerReading, String> figure = layer -> "" + cost.applyAsLong(layer.cost());
    String left = known(row.left(), figure);
    String right = known(row.right(), figure);
    cells.add(left);
    cells.add(right);
    // A layer that is not there costs nothing; one that cannot be computed costs nobody knows what.
    boolean known = (row.left() == null || !left.isEmpty())
        && (row.right() == null || !right.isEmpty());
    cells.add(known ? "" + (number(right) - number(left)) : "");
  }

  private static String known(@Nullable Side side, Function<LayerReading, String> cell) {
    return side == null ? "" : side.reading().map(cell).orElse("");
  }

  private static long number(String cell) {
    return cell.isEmpty() ? 0 : Long.parseLong(cell);
  }

  private static List<String> totals(Totals left, Totals right) {
    List<String> cells = new ArrayList<>(List.of("total", "", "", "", "", "", ""));
    figures(cells, left.parameters(), right.parameters());
    figures(cells, left.macs(), right.macs());
    figures(cells, left.activationBytes(), right.activationBytes());
    cells.addAll(List.of("", ""));
    return cells;
  }

  private static void figures(List<String> cells, long left, long right) {
    cells.addAll(List.of("" + left, "" + right, "" + (right - left)));
  }
}
