package fovea.server.workbench;

import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Lessons;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkState;
import fovea.server.storage.OwnWeights;
import fovea.server.storage.Version;
import fovea.web.learn.Course;
import fovea.web.learn.Step;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The network of a step of the course as its reader has changed it. All of it is in the address, {@code
 * /learn/size/stride~stride=3~padding=0}, and nothing is kept; with it lies whatever the page shows of
 * it. Immutable.
 *
 * @param step of the course
 * @param changes what is other than in the course: arguments of the step's layer, and the picture's
 *     {@code shape}, by name
 */
public record Variation(Step step, Map<String, String> changes) {

  private static final String SHAPE = "shape";

  /** More than all arguments of any layer. */
  private static final int MOST_CHANGES = 12;

  public Variation {
    changes = Map.copyOf(changes);
  }

  /**
   * What the address asks for.
   *
   * @throws Refusal 404 if the course has no such step, or no such change can be made
   */
  public static Variation of(Context context) {
    return of(context.pathParam("chapter"), context.pathParam("step"));
  }

  private static Variation of(String chapter, String step) {
    String[] parts = step.split("~", MOST_CHANGES + 1);
    Map<String, String> changes = new LinkedHashMap<>();
    for (String change : List.of(parts).subList(1, parts.length)) {
      int equals = change.indexOf('=');
      if (equals < 1 || parts.length > MOST_CHANGES) {
        throw missing();
      }
      changes.put(change.substring(0, equals), change.substring(equals + 1));
    }
    Variation variation = new Variation(
        Course.step(chapter, parts[0]).orElseThrow(Variation::missing), Map.of());
    return variation.with(changes).orElseThrow(Variation::missing);
  }

  private static Refusal missing() {
    return Refusal
        .notFound("The course has no such step, or its layer takes no such argument.");
  }

  /**
   * The same with more changes; what is as in the course is none.
   *
   * @return empty if one of them makes no sense
   */
  public Optional<Variation> with(Map<String, String> more) {
    Map<String, String> both = new HashMap<>(changes);
    both.putAll(more);
    try {
      Network plain = new Variation(step, Map.of()).network();
      both.entrySet().removeIf(change -> new Variation(step, Map.ofEntries(change)).network()
          .equals(plain));
      Variation variation = new Variation(step, both);
      variation.network();
      return Optional.of(variation);
    } catch (IllegalArgumentException senseless) {
      return Optional.empty();
    }
  }

  /** Where it lies. */
  public String address() {
    return step.address() + changes.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(change -> "~" + change.getKey() + "="
            + URLEncoder.encode(change.getValue(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining());
  }

  /** The layer that can be changed, if there is one. */
  Optional<Node> layer() {
    return Optional.of(step.layer()).filter(id -> network().indexOf(id) >= 0)
        .map(id -> network().node(id));
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException if a change makes no sense
   */
  Network network() {
    Network plain = step.plain();
    Shape.Maps input = changes.containsKey(SHAPE) ? shape(changes.get(SHAPE)) : plain.input();
    Map<String, Object> values = new HashMap<>();
    Map<String, String> arguments = new HashMap<>(changes);
    arguments.remove(SHAPE);
    if (arguments.isEmpty()) {
      return new Network(plain.name(), input, plain.nodes());
    }
    if (plain.indexOf(step.layer()) < 0) {
      throw new IllegalArgumentException("this step has no layer to change");
    }
    Node node = plain.node(step.layer());
    for (LayerArgument argument : LayerType.of(node.layer()).arguments()) {
      String text = arguments.remove(argument.name());
      if (text != null) {
        values.put(argument.name(), argument.parse(text));
      }
    }
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException("no argument is called " + arguments.keySet());
    }
    Node changed = new Node(
        node.id(), node.inputs(), LayerType.with(node.layer(), values));
    return new Network(plain.name(), input,
        plain.nodes().stream().map(it -> it.equals(node) ? changed : it).toList());
  }

  private static Shape.Maps shape(String text) {
    int[] sides = Arrays.stream(text.strip().split("[x×,; ]{1,3}", 4)).mapToInt(Integer::parseInt)
        .toArray();
    if (sides.length != 3) {
      throw new IllegalArgumentException("a shape has three numbers");
    }
    return new Shape.Maps(sides[0], sides[1], sides[2]);
  }

  /** The numbers that belong to the step's network. */
  Map<Slice, Tensor> numbers() {
    return WorkedExample.numbers(step.network());
  }

  Weights weights() {
    return Weights.of(Lessons.weights(step.network()), 0);
  }

  /**
   * As if its reader had kept it.
   *
   * @param latest their own network, whose picture it looks at if that is theirs, too
   */
  KeptNetwork kept(Owner owner, Optional<KeptNetwork> latest) {
    return new KeptNetwork("lesson:" + owner.id() + ":" + address(),
        new Version(1, "start", "", "", Instant.EPOCH),
        state(latest), false, false, Instant.EPOCH);
  }

  /** Everything about it, to keep a copy of. */
  NetworkState state(Optional<KeptNetwork> latest) {
    PictureChoice picture = step.network().equals(WorkedExample.NAME)
        ? WorkedExample.PICTURE
        : latest.map(KeptNetwork::picture)
            .filter(own -> own.source() instanceof PictureSource.Kept)
            .orElse(PictureChoice.STARTER);
    return new NetworkState(network(), 0, OwnWeights.of(numbers()), picture, List.of());
  }
}
