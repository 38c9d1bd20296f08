package fovea.server.workbench;

import fovea.engine.explain.Equivariance;
import fovea.engine.explain.Tolerance;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Refusal;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.principles.Moved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A network run on its picture, on the picture moved, and for its pooling layers on a noisy one. */
final class MovedPicture {

  /** Percent of the picture's standard deviation; the noise drowns the picture long before. */
  private static final int MAX_NOISE = 500;
  private static final int USUAL_NOISE = 20;

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Opened opened;
  private final NetworkReading reading;

  MovedPicture(OpenNetworks networks, NetworkRuns runs, Opened opened) {
    this.networks = networks;
    this.runs = runs;
    this.opened = opened;
    this.reading = opened.reading();
  }

  /**
   * Runs what the address asks for.
   *
   * @param asked the parameters of the address by name, null for one that it lacks
   *
   * @throws Refusal 400 if it asks for no whole numbers, 404 for a layer or a map that is not there,
   *     422 over a limit, 503 if too many wait
   */
  Moved of(Function<String, @Nullable String> asked) {
    Maps input = reading.network().input();
    int dy = Math.clamp(number(asked, "dy", 0), -input.height(), input.height());
    // Who asks for no shift yet is shown one that strides break.
    boolean isAsked = asked.apply("dy") != null || asked.apply("dx") != null;
    int dx = Math.clamp(number(asked, "dx", isAsked ? 0 : 1), -input.width(), input.width());
    int noise = Math.clamp(number(asked, "noise", USUAL_NOISE), 0, MAX_NOISE);
    Tensor picture = networks.seen(opened).tensor();
    Set<String> all = new HashSet<>(Set.of(Node.INPUT));
    reading.layers().forEach(layer -> all.add(layer.id()));
    Activations still = runs.run(opened, picture, all);
    Activations moved = runs.run(opened, Equivariance.shift(picture, dy, dx), all);
    List<Equivariance> layers = Equivariance.of(reading, still, moved, dy, dx);
    Map<String, String> sheets = new HashMap<>();
    for (Equivariance layer : layers) {
      if (isMaps(layer)) {
        sheets.put(layer.layer(), Sheet.text(Sheet.of(layer.sideBySide(still.tensor(layer.layer()),
            moved.tensor(layer.layer()), layer.map()), 3)));
      }
    }
    Set<String> pooling = Tolerance.layers(reading);
    List<Tolerance> tolerances = pooling.isEmpty()
        ? List.of()
        : Tolerance.of(reading, still, moved, runs.run(opened,
            Tolerance.noisy(picture, noise / 100.0, opened.kept().seed()), pooling));
    return new Moved(reading, opened.place().address() + "/principles/equivariance",
        networks.view(opened).pictureAddress(), dy, dx, noise, layers, sheets,
        look(asked, layers, still, moved), tolerances);
  }

  /** The layer that the address names, or the first that a stride breaks, or the first of maps. */
  private Optional<Moved.Look> look(
      Function<String, @Nullable String> parameters, List<Equivariance> layers, Activations still,
      Activations moved) {
    String asked = parameters.apply("layer");
    boolean isAsked = asked != null && !asked.isEmpty();
    List<Equivariance> maps = layers.stream().filter(this::isMaps).toList();
    Optional<Equivariance> layer = isAsked
        ? Optional.of(maps.stream().filter(it -> it.layer().equals(asked)).findFirst()
            .orElseThrow(() -> Refusal.notFound(
                "The network has no layer \"" + asked + "\" of maps.")))
        : maps.stream().filter(it -> !it.isWhole()).findFirst()
            .or(() -> maps.stream().findFirst());
    return layer.map(it -> {
      Tensor values = still.tensor(it.layer());
      int map = number(parameters, "map", it.map());
      if (map < 0 || map >= values.dimension(0)) {
        throw Refusal.notFound("There is no map " + map + "; there are " + values.dimension(0)
            + ", counted from 0.");
      }
      return new Moved.Look(it, map,
          Sheet.text(Sheet.large(it.sideBySide(values, moved.tensor(it.layer()), map))), isAsked);
    });
  }

  private boolean isMaps(Equivariance layer) {
    return reading.shapeOf(layer.layer()) instanceof Maps;
  }

  /**
   * A whole number of the address.
   *
   * @throws Refusal 400 if there is something else
   */
  static int number(Function<String, @Nullable String> asked, String name, int otherwise) {
    String text = asked.apply(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.strip().matches("-?[0-9]{1,5}")) {
      throw Refusal.malformed("\"" + name + "\" is a whole number, such as −3 or 8.");
    }
    return Integer.parseInt(text.strip());
  }
}
