package fovea.engine.reading;

import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.Problem.BadWiring;
import fovea.engine.reading.Problem.BadWiring.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that arithmetic tells about a network, legal or not: a reading of each layer whose
 * inputs are known, and the problems of those that cannot be computed. Immutable.
 */
public final class NetworkReading {

  /** Why maps came to differ is looked for behind all layers before: for the first problems only. */
  private static final int EXPLAINED = 20;

  private final Network network;
  private final List<LayerReading> layers = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, LayerReading> byId = new LinkedHashMap<>();
  private final ReceptiveField inputField;
  private final Totals totals;

  /**
   * Sums over the layers whose shapes are known.
   *
   * @param parameters trained numbers
   * @param macs multiply-accumulates as torchvision counts them
   * @param torchinfoMacs mult-adds as torchinfo counts them
   * @param activationBytes the outputs of all layers in float32
   */
  public record Totals(long parameters, long macs, long torchinfoMacs, long activationBytes) {}

  private NetworkReading(Network network) {
    this.network = network;
    this.inputField = ReceptiveField.ofInput(network.input());
    if (network.input().channels() < 1 || network.input().height() < 1
        || network.input().width() < 1) {
      problems.add(
          new Problem.IllegalArgument(
              Node.INPUT, "input", network.input().toString(), "≥ 1 in each dimension",
              Formula.words("C, H, W", "input = " + network.input().dimensions())
                  .breaking("≥ 1")));
    } else {
      readLayers();
    }
    totals = sum();
  }

  /** Reads a network; takes time linear in its layers. */
  public static NetworkReading of(Network network) {
    return new NetworkReading(network);
  }

  private void readLayers() {
    Set<String> seen = new HashSet<>();
    Set<String> ids = new HashSet<>();
    network.nodes().forEach(node -> ids.add(node.id()));
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      List<String> inputs = network.inputsOf(i);
      Optional<Problem> wiring = wiring(node, inputs, seen, ids);
      if (wiring.isPresent()) {
        problems.add(wiring.get());
      } else if (inputs.stream().allMatch(id -> id.equals(Node.INPUT) || byId.containsKey(id))) {
        read(node, inputs);
      }
      seen.add(node.id());
    }
  }

  private Optional<Problem> wiring(
      Node node, List<String> inputs, Set<String> seen, Set<String> ids) {
    if (seen.contains(node.id())) {
      return Optional.of(wiring(node, Fault.DUPLICATE_ID, node.id(),
          "number of layers with this id = 1", "number of layers with this id = 2"));
    }
    for (String input : inputs) {
      if (!input.equals(Node.INPUT) && !seen.contains(input)) {
        Fault fault = ids.contains(input) ? Fault.LATER_INPUT : Fault.UNKNOWN_INPUT;
        return Optional.of(wiring(node, fault, input, "each input ∈ layers before it",
            "\"" + input + "\" ∉ layers before it"));
      }
    }
    boolean merges = node.layer() instanceof Layer.Merge;
    if (merges ? inputs.size() < 2 : inputs.size() != 1) {
      return Optional.of(wiring(node, Fault.INPUT_COUNT,
          "reads " + inputs.size() + " but needs " + (merges ? "two or more inputs" : "one input"),
          merges ? "number of inputs ≥ 2" : "number of inputs = 1",
          "number of inputs = " + inputs.size() + ", must be " + (merges ? "≥ 2" : "1")));
    }
    return Optional.empty();
  }

  private static Problem wiring(
      Node node, Fault fault, String detail, String rule, String found) {
    return new BadWiring(node.id(), fault, detail, Formula.words(rule, found));
  }

  private void read(Node node, List<String> inputs) {
    List<Shape> shapes = inputs.stream().map(this::shapeOf).toList();
    try {
      switch (ShapeReading.of(node.id(), node.layer(), inputs, shapes)) {
        case ShapeReading.Broken(Problem.ShapesDisagree disagree) ->
          problems.add(problems.size() < EXPLAINED
              ? disagree.because(Rounding.between(inputs, shapes, byId))
              : disagree);
        case ShapeReading.Broken(Problem problem) -> problems.add(problem);
        case ShapeReading.Known(Shape output, List<Formula> formulas) -> {
          List<ReceptiveField> fields = inputs.stream().map(this::fieldOf).toList();
          ReceptiveField before = ReceptiveFieldReading.before(fields, shapes, output);
          add(new LayerReading(node, inputs, shapes, output, formulas,
              CostReading.of(node, shapes.getFirst(), output), before,
              ReceptiveFieldReading.of(node.layer(), before, shapes.getFirst(), output)));
        }
      }
    } catch (Overflow e) {
      problems.add(new Problem.TooLarge(node.id(), "a count", "2^63 − 1", e.formula()));
    }
  }

  private void add(LayerReading reading) {
    layers.add(reading);
    byId.put(reading.id(), reading);
  }

  private Totals sum() {
    long parameters = 0;
    long macs = 0;
    long torchinfoMacs = 0;
    long bytes = 0;
    for (LayerReading layer : layers) {
      CostReading cost = layer.cost();
      try {
        parameters = Math.addExact(parameters, cost.parameterCount().value());
        macs = Math.addExact(macs, cost.macs().value());
        torchinfoMacs = Math.addExact(torchinfoMacs, cost.torchinfoMacs().value());
        bytes = Math.addExact(bytes, cost.activationBytes().value());
      } catch (ArithmeticException e) {
        problems.add(new Problem.TooLarge(layer.id(), "the network's total", "2^63 − 1",
            Formula.words("sum over all layers", "sum over all layers > 2^63 − 1")
                .breaking("≤ 2^63 − 1")));
        break;
      }
    }
    return new Totals(parameters, macs, torchinfoMacs, bytes);
  }

  /** What was read. */
  public Network network() {
    return network;
  }

  /** The layers whose shapes are known, in order of computation. */
  public List<LayerReading> layers() {
    return Collections.unmodifiableList(layers);
  }

  /** What is wrong, in order of computation; empty for a legal network. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Whether it can be computed from the picture to the last layer. */
  public boolean isLegal() {
    return problems.isEmpty();
  }

  /** The reading of one layer, if its shapes are known. */
  public Optional<LayerReading> layer(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The problem that stands at one layer. */
  public Optional<Problem> problemAt(String id) {
    return problems.stream().filter(problem -> problem.layer().equals(id)).findFirst();
  }

  /** Sums over the layers whose shapes are known. */
  public Totals totals() {
    return totals;
  }

  /** The shape under that id, {@code input} included; the layer must be known. */
  public Shape shapeOf(String id) {
    LayerReading layer = byId.get(id);
    return layer == null ? network.input() : layer.output();
  }

  private ReceptiveField fieldOf(String id) {
    LayerReading layer = byId.get(id);
    return layer == null ? inputField : layer.field();
  }
}
