package fovea.engine.format;

import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A network's layers as a table to sort and to take along: shapes, costs by both conventions, shares
 * of the totals and receptive fields. A layer whose shape is not known has empty cells and stands
 * last, whatever the table is sorted by.
 */
public final class LayerTable {

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final NetworkReading network;
  private final List<Row> rows;

  /** What the table says of a layer. */
  public enum Column {
    /** The place in order of computation, from 1. */
    NUMBER,
    /** The layer's id. */
    LAYER,
    /** PyTorch's name of its type. */
    TYPE,
    /** Without the batch axis; sorted by how many numbers it holds. */
    OUTPUT_SHAPE,
    /** Trained numbers. */
    PARAMETERS,
    /** Multiply-accumulates as torchvision counts them. */
    MACS,
    /** Mult-adds as torchinfo counts them. */
    MULT_ADDS,
    /** Of the output in float32. */
    BYTES,
    /** Cells of the picture that a unit sees, height × width, or "image". */
    RECEPTIVE_FIELD;

    /** The column of that name; the order of computation for any other. */
    public static Column named(String name) {
      for (Column column : values()) {
        if (column.word().equals(name)) {
          return column;
        }
      }
      return NUMBER;
    }

    /** The name in addresses and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One layer.
   *
   * @param number its place, from 1
   * @param node the layer
   * @param reading what is known of it; empty behind a problem
   */
  public record Row(int number, Node node, Optional<LayerReading> reading) {

    private String type() {
      return LayerType.of(node.layer()).name();
    }

    private String known(Function<LayerReading, Object> cell) {
      return reading.map(layer -> cell.apply(layer).toString()).orElse("");
    }

    private long count(Function<CostReading, Long> cost) {
      return reading.map(LayerReading::cost).map(cost).orElse(0L);
    }
  }

  private LayerTable(NetworkReading network, List<Row> rows) {
    this.network = network;
    this.rows = List.copyOf(rows);
  }

  /** The table in order of computation. */
  public static LayerTable of(NetworkReading network) {
    List<Row> rows = new ArrayList<>();
    for (Node node : network.network().nodes()) {
      rows.add(new Row(rows.size() + 1, node,
          network.layer(node.id()).filter(layer -> layer.node().equals(node))));
    }
    return new LayerTable(network, rows);
  }

  /** The same in another order; equal layers stay in order of computation. */
  public LayerTable sorted(Column by, boolean descending) {
    Comparator<Row> order = switch (by) {
      case NUMBER -> Comparator.comparingInt(Row::number);
      case LAYER -> Comparator.comparing(row -> row.node.id());
      case TYPE -> Comparator.comparing(Row::type);
      case OUTPUT_SHAPE, BYTES -> Comparator.comparingLong(
          row -> row.count(cost -> cost.activationBytes().value()));
      case PARAMETERS -> Comparator.comparingLong(
          row -> row.count(cost -> cost.parameterCount().value()));
      case MACS -> Comparator.comparingLong(row -> row.count(cost -> cost.macs().value()));
      case MULT_ADDS -> Comparator.comparingLong(
          row -> row.count(cost -> cost.torchinfoMacs().value()));
      // What sees all sees more than what still slides.
      case RECEPTIVE_FIELD -> Comparator
          .comparing((Row row) -> row.reading.map(it -> it.field().seesAll()).orElse(false))
          .thenComparing(row -> row.reading.map(LayerReading::field).map(LayerTable::area)
              .orElse(BigInteger.ZERO));
    };
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.<Row, Boolean>comparing(row -> row.reading.isEmpty())
        .thenComparing(descending ? order.reversed() : order));
    return new LayerTable(network, sorted);
  }

  private static BigInteger area(ReceptiveField field) {
    return field.seesAll()
        ? BigInteger.ZERO
        : field.vertical().size().multiply(field.horizontal().size());
  }

  /** The layers, in the table's order. */
  public List<Row> rows() {
    return rows;
  }

  /** The same to take along, with a last line of totals. */
  public TextTable text() {
    return new TextTable(Arrays.stream(Column.values())
        .map(column -> new TextTable.Column(column.word(), isNumber(column))).toList(), lines());
  }

  private static boolean isNumber(Column column) {
    return switch (column) {
      case NUMBER, PARAMETERS, MACS, MULT_ADDS, BYTES -> true;
      case LAYER, TYPE, OUTPUT_SHAPE, RECEPTIVE_FIELD -> false;
    };
  }

  /** A line for each layer, then the totals. */
  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(List.of(
          Integer.toString(row.number), row.node.id(), row.type(),
          row.known(layer -> shape(layer.output().dimensions())),
          row.known(layer -> layer.cost().parameterCount().value()),
          row.known(layer -> layer.cost().macs().value()),
          row.known(layer -> layer.cost().torchinfoMacs().value()),
          row.known(layer -> layer.cost().activationBytes().value()),
          row.known(layer -> field(layer.field()))));
    }
    NetworkReading.Totals totals = network.totals();
    lines.add(List.of("", "total", "", "", Long.toString(totals.parameters()),
        Long.toString(totals.macs()), Long.toString(totals.torchinfoMacs()),
        Long.toString(totals.activationBytes()), ""));
    return lines;
  }

  static String shape(List<Long> dimensions) {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  static String field(ReceptiveField field) {
    return field.seesAll()
        ? "image"
        : size(field.vertical()) + "×" + size(field.horizontal());
  }

  private static String size(Extent extent) {
    BigInteger size = extent.size();
    return size.compareTo(LARGEST) > 0
        ? "more than " + LARGEST
        : (extent.isExact() ? "" : "about ") + size;
  }
}
