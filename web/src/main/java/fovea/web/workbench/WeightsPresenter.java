package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.Pair;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Filter;
import fovea.engine.tensor.Slice;
import fovea.web.Words;
import fovea.web.workbench.FieldView.Choice;
import fovea.web.workbench.WeightsView.Axis;
import fovea.web.workbench.WeightsView.Bank;
import fovea.web.workbench.WeightsView.Cell;
import fovea.web.workbench.WeightsView.Link;
import fovea.web.workbench.WeightsView.Tiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the view of a part of a layer's weights. */
public final class WeightsPresenter {

  /** Fields on a page: a kernel of 15 × 15. */
  private static final int MAX_CELLS = 225;

  /** Of a row, so many numbers at once, ten beside each other. */
  private static final int PAGE = 50;

  private static final int IN_A_ROW = 10;

  /** Kernels that are drawn at once, and their numbers: a megabyte. */
  private static final long MAX_TILES = 1_024;

  private static final long MAX_DRAWN = 262_144;
  private static final int SHOWN_DIGITS = 4;

  private final OpenNetwork open;
  private final Words words;

  public WeightsPresenter(OpenNetwork open, Words words) {
    this.open = open;
    this.words = words;
  }

  /** The weights that the reader looks at, or else those that make the chosen map. */
  public Optional<WeightsView> of(Chosen chosen) {
    return open.reading().layer(chosen.layer())
        .filter(layer -> !layer.cost().parameters().isEmpty())
        .map(layer -> view(layer, chosen));
  }

  private WeightsView view(LayerReading layer, Chosen chosen) {
    List<Parameter> parameters = layer.cost().parameters();
    Optional<Slice> asked = Slice.parse(chosen.weights());
    Parameter parameter = parameters.stream()
        .filter(one -> asked.filter(slice -> slice.isOf(one)).isPresent())
        .findFirst().orElse(parameters.getFirst());
    List<Integer> wanted = asked.filter(slice -> slice.isOf(parameter)).map(Slice::index)
        .orElse(List.of());
    Slice slice = new Slice(parameter.name(),
        IntStream.range(0, leading(parameter))
            .mapToObj(axis -> axis < wanted.size()
                ? wanted.get(axis)
                : usual(layer, parameter, axis, chosen.map()))
            .toList());
    List<Long> shape = slice.shape(parameter);
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    boolean isRow = shape.size() == 1;
    int columns = isRow ? (int) Math.min(count, IN_A_ROW) : shape.getLast().intValue();
    int cell = isRow && wanted.size() > slice.index().size() ? wanted.getLast() : 0;
    int first = isRow ? cell / PAGE * PAGE : 0;
    int shown = isRow ? (int) Math.min(PAGE, count - first) : count > MAX_CELLS ? 0 : (int) count;
    return new WeightsView(layer.id(), slice.toString(), address(chosen, slice.toString()),
        parameters.stream()
            .map(one -> new Link(one.name().substring(layer.id().length() + 1),
                address(chosen, one.name()), one.equals(parameter)))
            .toList(),
        axes(layer, chosen, slice, parameter), note(parameter), open.weights().isGiven(parameter),
        columns, cells(slice, parameter, first, shown, isRow),
        isRow ? pages(chosen, slice, count, first) : List.of(),
        tiles(chosen, slice, parameter), bank(layer, parameter, slice));
  }

  /** The axes that an index names; what is left is a kernel or a row. */
  private static int leading(Parameter parameter) {
    int rank = parameter.shape().size();
    return rank == 4 ? 2 : rank - 1;
  }

  /** What makes the chosen map; everything else from its beginning on. */
  private static int usual(LayerReading layer, Parameter parameter, int axis, int map) {
    return axis == outAxis(layer) ? (int) Math.min(map, parameter.shape().get(axis) - 1) : 0;
  }

  /** The axis along which the maps that the layer makes are counted. */
  private static int outAxis(LayerReading layer) {
    return layer.node().layer() instanceof Layer.ConvTranspose2d ? 1 : 0;
  }

  private String address(Chosen chosen, String slice) {
    return open.address() + "/weights" + chosen.showing(slice).query();
  }

  private List<Axis> axes(
      LayerReading layer, Chosen chosen, Slice slice, Parameter parameter) {
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < slice.index().size(); axis++) {
      int place = slice.index().get(axis);
      long count = parameter.shape().get(axis);
      String name = words.say(axis == outAxis(layer)
          ? "weights.axis.out"
          : parameter.shape().size() == 4 ? "weights.axis.in" : "weights.axis", axis);
      axes.add(new Axis(name, words.say("weights.place", name, place, words.numbers().whole(count)),
          place == 0 ? "" : address(chosen, stepped(slice, axis, place - 1)),
          place == count - 1 ? "" : address(chosen, stepped(slice, axis, place + 1))));
    }
    return axes;
  }

  private static String stepped(Slice slice, int axis, int to) {
    List<Integer> index = new ArrayList<>(slice.index());
    index.set(axis, to);
    return new Slice(slice.parameter(), index).toString();
  }

  private String note(Parameter parameter) {
    return words.say(
        open.weights().isGiven(parameter) ? "weights.note.own" : "weights.note.seed",
        parameter.name(), parameter.shape(), words.say("parameter." + parameter.kind().name()),
        open.seed());
  }

  private List<Cell> cells(Slice slice, Parameter parameter, int first, int count, boolean isRow) {
    float[] numbers = new float[count];
    open.weights().copy(parameter, slice.first(parameter) + first, numbers, count);
    List<Cell> cells = new ArrayList<>();
    int width = slice.shape(parameter).getLast().intValue();
    for (int i = 0; i < count; i++) {
      int place = first + i;
      String label = isRow
          ? words.say("weights.cell.row", place)
          : words.say("weights.cell", place / width, place % width);
      cells.add(new Cell("w" + place, label, shown(numbers[i]), Float.toString(numbers[i])));
    }
    return cells;
  }

  /** A number as its field shows it: four digits, no thousands, a plain minus, to be typed over. */
  public static String shown(float number) {
    BigDecimal rounded = new BigDecimal(number)
        .round(new MathContext(SHOWN_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int order = rounded.precision() - rounded.scale();
    return rounded.signum() == 0
        ? "0"
        : order > -SHOWN_DIGITS && order <= 2 * SHOWN_DIGITS
            ? rounded.toPlainString()
            : rounded.toString();
  }

  private List<Link> pages(Chosen chosen, Slice slice, long count, int first) {
    if (count <= PAGE) {
      return List.of();
    }
    // Those beside the shown one, and both ends: a row of a first Linear layer has 25,088 numbers.
    return IntStream.iterate(0, page -> page < count, page -> page + PAGE)
        .filter(page -> page == 0 || page + PAGE >= count || Math.abs(page - first) <= PAGE)
        .mapToObj(page -> new Link(page + "–" + (Math.min(count, page + PAGE) - 1),
            address(chosen, cell(slice, page)), page == first))
        .toList();
  }

  private static String cell(Slice slice, int place) {
    List<Integer> index = new ArrayList<>(slice.index());
    index.add(place);
    return new Slice(slice.parameter(), index).toString();
  }

  private Tiles tiles(Chosen chosen, Slice slice, Parameter parameter) {
    List<Long> shape = parameter.shape();
    long elements = parameter.elements();
    boolean kernels = shape.size() == 4;
    if (kernels && shape.get(0) * shape.get(1) <= MAX_TILES && elements <= MAX_DRAWN) {
      int rows = shape.get(0).intValue();
      int columns = shape.get(1).intValue();
      return new Tiles(values(new Slice(parameter.name(), List.of()), parameter), rows, columns,
          shape.get(2), shape.get(3), address(chosen, parameter.name() + "[{row},{column}]"),
          slice.index().get(0) * columns + slice.index().get(1));
    }
    if (kernels && shape.get(1) <= MAX_TILES && elements / shape.get(0) <= MAX_DRAWN) {
      int columns = (int) Math.min(32, shape.get(1));
      Slice filter = new Slice(parameter.name(), slice.index().subList(0, 1));
      return new Tiles(values(filter, parameter), Math.ceilDiv(shape.get(1).intValue(), columns),
          columns, shape.get(2), shape.get(3),
          address(chosen, parameter.name() + "[" + slice.index().getFirst() + ",{tile}]"),
          slice.index().get(1));
    }
    long length = kernels ? Long.MAX_VALUE : shape.getLast();
    return length <= MAX_DRAWN && length > 1
        ? new Tiles(values(slice, parameter), 1, 1, 1, length, "", 0)
        : new Tiles("", 0, 0, 0, 0, "", 0);
  }

  /** Where the numbers of a slice are; another address when they are others. */
  private String values(Slice slice, Parameter parameter) {
    return open.address() + "/weights/" + Digest.of(open.weights().digest(parameter)) + "?weights="
        + Chosen.inAddress(slice.toString());
  }

  private Bank bank(LayerReading layer, Parameter parameter, Slice slice) {
    boolean kernels = parameter.shape().size() == 4;
    List<Choice> filters = new ArrayList<>();
    if (kernels) {
      int side = (int) Math.min(parameter.shape().get(2), parameter.shape().get(3));
      Arrays.stream(Filter.values()).filter(filter -> filter.smallestSide() <= side)
          .forEach(filter -> filters.add(choice("weights.filter.", filter.word())));
    }
    filters.add(choice("weights.filter.", "zeros"));
    filters.add(choice("weights.filter.", "random"));
    List<String> scopes = !kernels
        ? slice.index().isEmpty() ? List.of("all") : List.of("row", "all")
        : layer.node().layer() instanceof Layer.ConvTranspose2d
            ? List.of("kernel", "all")
            : List.of("kernel", "channel", "filter", "all", "turned");
    Pair size = kernels
        ? new Pair(parameter.shape().get(2).intValue(), parameter.shape().get(3).intValue())
        : Pair.of(1);
    return new Bank(parameter.name() + size, filters,
        scopes.stream().map(scope -> choice("weights.scope.", scope)).toList(),
        Integer.toString(Math.max(2, (Math.max(size.height(), size.width()) + 1) / 2)),
        Long.toString(open.seed() + 1));
  }

  private Choice choice(String key, String word) {
    return new Choice(word, words.say(key + word), false);
  }
}
