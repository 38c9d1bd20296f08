package fovea.engine.format;

import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network as the table that torchinfo prints: {@code summary(Network(), (1, C, H, W), col_names =
 * ("output_size", "num_params", "mult_adds"), row_settings = ("var_names", "depth"))}. Its figures
 * follow torchinfo's conventions: mult-adds count the bias, and batch norm as its parameters.
 *
 * @see <a href="https://github.com/TylerYep/torchinfo">torchinfo</a>, whose version 1.8 this follows
 */
public final class Torchinfo {

  private static final int LEAST_NAME_WIDTH = 40;
  private static final int COLUMN_WIDTH = 25;
  private static final int INDENT = 5;
  private static final String NOTHING = "--";

  private final NetworkReading network;
  private final StringBuilder text = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private final int nameWidth;

  private Torchinfo(NetworkReading network) {
    this.network = network;
    // Names are printed in one line each, whatever somebody has called their network.
    names.add("Network (" + network.network().name().replaceAll("\\p{Cntrl}", " ") + ")");
    for (LayerReading layer : network.layers()) {
      String type = LayerType.of(layer.node().layer()).name();
      names.add("%s (%s): 1-%d".formatted(type, layer.id(), names.size()));
    }
    int widest = names.getFirst().length() + 1;
    for (String name : names.subList(1, names.size())) {
      widest = Math.max(widest, name.length() + INDENT + 1);
    }
    this.nameWidth = widest < LEAST_NAME_WIDTH
        ? LEAST_NAME_WIDTH
        : Math.ceilDiv(widest, INDENT) * INDENT;
  }

  /**
   * The table of a network, for one picture.
   *
   * @param network must be legal
   */
  public static String table(NetworkReading network) {
    if (!network.isLegal()) {
      throw new IllegalArgumentException("expected a legal network");
    }
    return new Torchinfo(network).table();
  }

  private String table() {
    List<LayerReading> layers = network.layers();
    Shape last = layers.isEmpty() ? network.network().input() : layers.getLast().output();
    divider();
    row("Layer (type (var_name):depth-idx)", "Output Shape", "Param #", "Mult-Adds");
    divider();
    row(names.getFirst(), shape(last), NOTHING, NOTHING);
    for (int i = 0; i < layers.size(); i++) {
      CostReading cost = layers.get(i).cost();
      row("├─" + names.get(i + 1), shape(layers.get(i).output()),
          count(cost.parameterCount().value()), count(cost.torchinfoMacs().value()));
    }
    divider();
    totals();
    divider();
    return text.toString();
  }

  private void totals() {
    NetworkReading.Totals totals = network.totals();
    // Nothing has counted the picture's cells yet: they may pass 2^63.
    double inputBytes = network.network().input().dimensions().stream()
        .mapToDouble(Long::doubleValue)
        .reduce(Float.BYTES, (product, dimension) -> product * dimension);
    double parameterBytes = (double) Float.BYTES * totals.parameters();
    // torchinfo holds the outputs of layers with parameters, once forward and once backward.
    double passBytes = 2.0 * network.layers().stream()
        .map(LayerReading::cost)
        .filter(cost -> cost.parameterCount().value() > 0)
        .mapToLong(cost -> cost.activationBytes().value())
        .sum();
    line("Total params: " + grouped(totals.parameters()));
    line("Trainable params: " + grouped(totals.parameters()));
    line("Non-trainable params: 0");
    line("Total mult-adds" + scaled(totals.torchinfoMacs()));
    divider();
    line("Input size (MB): " + megabytes(inputBytes));
    line("Forward/backward pass size (MB): " + megabytes(passBytes));
    line("Params size (MB): " + megabytes(parameterBytes));
    line("Estimated Total Size (MB): " + megabytes(inputBytes + passBytes + parameterBytes));
  }

  private void divider() {
    line("=".repeat(nameWidth + 3 * COLUMN_WIDTH));
  }

  private void row(String name, String shape, String parameters, String multAdds) {
    String row = padded(name, nameWidth) + padded(shape, COLUMN_WIDTH)
        + padded(parameters, COLUMN_WIDTH) + multAdds;
    line(row);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length())) + " ";
  }

  private static String shape(Shape shape) {
    List<Long> dimensions = new ArrayList<>(shape.dimensions());
    dimensions.addFirst(1L);
    return dimensions.toString();
  }

  private static String count(long count) {
    return count == 0 ? NOTHING : grouped(count);
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** In millions, billions or trillions: whole numbers as such, others with two digits. */
  private static String scaled(long count) {
    String unit = count >= 1e12 ? "T" : count >= 1e9 ? "G" : "M";
    double scaled = count / (count >= 1e12 ? 1e12 : count >= 1e9 ? 1e9 : 1e6);
    return " (" + unit + "): "
        + (scaled == Math.rint(scaled) ? grouped((long) scaled) : twoDigits(scaled));
  }

  private static String megabytes(double bytes) {
    return twoDigits(bytes / 1e6).replace(",", "");
  }

  /** As Python rounds: the number's exact value, and to the even digit where it is a tie. */
  private static String twoDigits(double number) {
    BigDecimal rounded = new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN);
    return String.format(Locale.ROOT, "%,.2f", rounded);
  }
}
