package fovea.server.workbench;

import fovea.engine.explain.Cone;
import fovea.engine.explain.EffectiveReceptiveField;
import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.explain.UnitTrace;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Refusal;
import fovea.server.run.EffectiveFields;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.unit.EffectivePresenter;
import fovea.web.unit.TracedUnit;
import fovea.web.unit.TracedUnit.Strong;
import fovea.web.unit.UnitPresenter;
import fovea.web.unit.UnitView;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of one number of a network: how it comes about, and what of the picture it sees. */
final class UnitHandler {

  private static final int MOST_SHOWN = 2_048;
  private static final int STRONGEST = 8;

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final EffectiveFields fields;
  private final Answers answers;

  UnitHandler(
      OpenNetworks networks, NetworkRuns runs, EffectiveFields fields, Answers answers) {
    this.networks = networks;
    this.runs = runs;
    this.fields = fields;
    this.answers = answers;
  }

  /** {@code ?pin=c,y,x&maps=}: the page, or for htmx what changes on it from unit to unit. */
  void show(Context context) {
    Opened opened = networks.open(context);
    page(context, opened, unit(context, opened), Optional.empty());
  }

  /** What of its field moves the unit: for htmx that part of the page, else the page with it. */
  void effective(Context context) {
    Opened opened = networks.open(context);
    Unit unit = unit(context, opened);
    if (unit.layer().equals(Node.INPUT)) {
      throw Refusal.notFound("A pixel of the picture sees nothing but itself.");
    }
    SeenBox seen = SeenBox.of(opened.reading(), unit).orElseThrow(
        () -> Refusal.notFound("Nothing of the picture reaches this unit."));
    Optional<EffectiveReceptiveField> field = Optional.of(fields.of(opened.reading(),
        opened.weights(), networks.seen(opened).tensor(), unit));
    if (Answers.wantsFragmentsOf(opened.place().address() + "/layers/", context)) {
      answers.html(context, "unit/effective-shown",
          new EffectivePresenter(Answers.visit(context).words())
              .of(networks.view(opened), unit, seen, field));
    } else {
      page(context, opened, unit, field);
    }
  }

  /** The arithmetic of the unit at {@code /layers/LAYER/units/CHANNEL/Y/X} below a network's page. */
  TracedUnit traced(Context context, Opened opened, String place) {
    String[] parts = place.split("/", 8);
    if (parts.length != 7) {
      throw Refusal.notFound("There is no such unit: " + place + ".");
    }
    Unit unit = unit(opened, parts[2], parts[4], parts[5], parts[6]);
    return traced(opened, unit, pinned(context, opened, unit), shown(context));
  }

  private void page(
      Context context, Opened opened, Unit unit, Optional<EffectiveReceptiveField> field) {
    UnitView view = new UnitPresenter(Answers.visit(context).words())
        .of(traced(opened, unit, pinned(context, opened, unit), shown(context)), field);
    answers.page(context, opened.place().address() + "/layers/", "unit", "unit/swapped", view);
  }

  /**
   * The unit that the address names.
   *
   * @throws Refusal 404 if there is none
   */
  private static Unit unit(Context context, Opened opened) {
    return unit(opened, context.pathParam("layer"), context.pathParam("channel"),
        context.pathParam("y"), context.pathParam("x"));
  }

  private static Unit unit(Opened opened, String layer, String channel, String y, String x) {
    if (!layer.equals(Node.INPUT) && opened.reading().layer(layer).isEmpty()) {
      throw Refusal.notFound("The network has no layer \"" + layer + "\" that can be computed.");
    }
    Shape shape = opened.reading().shapeOf(layer);
    return parsed(layer, channel, y, x)
        .filter(unit -> unit.isIn(shape))
        .orElseThrow(() -> Refusal.notFound(
            "There is no such unit: " + layer + " gives " + shape.dimensions()
                + ", counted from 0."));
  }

  private static Optional<Unit> parsed(String layer, String channel, String y, String x) {
    boolean numbers = (channel + "," + y + "," + x).matches("\\d{1,9},\\d{1,9},\\d{1,9}");
    return numbers
        ? Optional.of(new Unit(layer, Integer.parseInt(channel), Integer.parseInt(y),
            Integer.parseInt(x)))
        : Optional.empty();
  }

  private static Optional<Unit> pinned(Context context, Opened opened, Unit unit) {
    String[] place = orEmpty(context.queryParam("pin")).split(",", 4);
    return place.length == 3
        ? parsed(unit.layer(), place[0], place[1], place[2])
            .filter(pinned -> pinned.isIn(opened.reading().shapeOf(unit.layer())))
        : Optional.empty();
  }

  private static int shown(Context context) {
    String maps = orEmpty(context.queryParam("maps"));
    return maps.matches("[1-9]\\d{0,8}")
        ? Math.min(MOST_SHOWN, Integer.parseInt(maps))
        : TracedUnit.SHOWN;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private TracedUnit traced(Opened opened, Unit unit, Optional<Unit> pinned, int shown) {
    Optional<LayerReading> layer = opened.reading().layer(unit.layer());
    layer.ifPresent(UnitHandler::refuseManyTerms);
    List<String> needed = new ArrayList<>(layer.map(LayerReading::inputs).orElse(List.of()));
    needed.add(unit.layer());
    Map<String, Tensor> values = runs.values(opened, needed);
    Weights weights = opened.weights();
    return new TracedUnit(networks.view(opened), layer, trace(layer, weights, values, unit),
        layer.map(it -> parameters(it, weights, unit)).orElse(Map.of()),
        SeenBox.of(opened.reading(), unit),
        pinned.map(other -> trace(layer, weights, values, other)), shown,
        layer.map(_ -> Cone.of(opened.reading(), unit)),
        strongest(opened, unit, Objects.requireNonNull(values.get(unit.layer()))),
        layer.flatMap(it -> kernels(it, weights)));
  }

  /** The largest numbers of the unit's map, no two of which are neighbours. */
  private static List<Strong> strongest(Opened opened, Unit unit, Tensor values) {
    if (values.rank() == 1 || unit.layer().equals(Node.INPUT)) {
      return List.of();
    }
    int height = values.dimension(1);
    int width = values.dimension(2);
    int from = unit.channel() * height * width;
    float[] map = Arrays.copyOfRange(values.data(), from, from + height * width);
    int apart = Math.max(1, Math.max(height, width) / 8);
    List<Strong> strongest = new ArrayList<>();
    while (strongest.size() < STRONGEST) {
      int best = -1;
      for (int i = 0; i < map.length; i++) {
        if (map[i] > (best < 0 ? Float.NEGATIVE_INFINITY : map[best])) {
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      Unit strong = new Unit(unit.layer(), unit.channel(), best / width, best % width);
      float value = map[best];
      SeenBox.of(opened.reading(), strong)
          .ifPresent(seen -> strongest.add(new Strong(strong, value, seen)));
      for (int y = Math.max(0, strong.y() - apart); y <= Math.min(height - 1,
          strong.y() + apart); y++) {
        Arrays.fill(map, y * width + Math.max(0, strong.x() - apart),
            y * width + Math.min(width - 1, strong.x() + apart) + 1, Float.NEGATIVE_INFINITY);
      }
    }
    return strongest;
  }

  private static Optional<Tensor> kernels(LayerReading layer, Weights weights) {
    boolean isInColour = layer.node().layer() instanceof Conv2d conv && conv.groups() == 1
        && layer.inputs().equals(List.of(Node.INPUT))
        && layer.inputShape().dimensions().getFirst() == 3;
    return isInColour
        ? Optional.ofNullable(weights.tensors(layer).get("weight"))
        : Optional.empty();
  }

  private static void refuseManyTerms(LayerReading layer) {
    long terms = UnitTrace.mostTerms(layer);
    if (terms > UnitTrace.MAX_TERMS) {
      throw Refusal.overLimit("trace_terms", "A unit of \"" + layer.id() + "\" has up to " + terms
          + " terms; the limit is " + UnitTrace.MAX_TERMS
          + ". Open a unit of a layer with a smaller window.");
    }
  }

  private static UnitTrace trace(
      Optional<LayerReading> layer, Weights weights, Map<String, Tensor> values, Unit unit) {
    return layer
        .map(it -> UnitTrace.of(it, weights,
            it.inputs().stream().map(values::get).toList(), unit))
        .orElseGet(() -> new UnitTrace(unit, pixel(values, unit), 0, List.of()));
  }

  private static double pixel(Map<String, Tensor> values, Unit unit) {
    Tensor picture = Objects.requireNonNull(values.get(Node.INPUT));
    return picture.data()[(unit.channel() * picture.dimension(1) + unit.y()) * picture.dimension(2)
        + unit.x()];
  }

  /** Batch norm's four numbers of the unit's map. */
  private static Map<String, Double> parameters(LayerReading layer, Weights weights, Unit unit) {
    Map<String, Double> parameters = new HashMap<>();
    if (layer.node().layer() instanceof BatchNorm2d) {
      weights.tensors(layer).forEach(
          (name, tensor) -> parameters.put(name, (double) tensor.data()[unit.channel()]));
    }
    return parameters;
  }
}
