package fovea.engine.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a network down in order of computation, as a paper's table or PyTorch's {@code forward}
 * does. A layer reads the one added before it unless told otherwise. Not thread safe.
 *
 * <pre>{@code
 * NetworkBuilder net = NetworkBuilder.named("tiny", new Shape.Maps(3, 64, 64));
 * net.add("conv1", conv).add("relu", new ReLU());
 * String shortcut = net.last();
 * net.add("conv2", other).add("sum", new Add(), net.last(), shortcut);
 * Network network = net.build();
 * }</pre>
 */
public final class NetworkBuilder {

  private final Draft draft;
  private final String prefix;

  /** What all modules of one network write to. */
  private static final class Draft {
    private final String name;
    private final Shape.Maps input;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private String last = Node.INPUT;

    Draft(String name, Shape.Maps input) {
      this.name = name;
      this.input = input;
    }
  }

  private NetworkBuilder(Draft draft, String prefix) {
    this.draft = draft;
    this.prefix = prefix;
  }

  /** An empty network for pictures of that shape. */
  public static NetworkBuilder named(String name, Shape.Maps input) {
    return new NetworkBuilder(new Draft(name, input), "");
  }

  /** The same network, with {@code name.} in front of the ids that are added through this. */
  public NetworkBuilder module(String name) {
    return new NetworkBuilder(draft, prefix + name + ".");
  }

  /**
   * Adds a layer. Where its id is taken, it gets the suffix {@code _1}, {@code _2}, …, as torch.fx
   * numbers a module that is called again.
   *
   * @param inputs the full ids that it reads; none means the layer added last
   */
  public NetworkBuilder add(String id, Layer layer, String... inputs) {
    append(free(prefix + id), layer, inputs);
    return this;
  }

  /** Adds a layer that belongs to no module, such as PyTorch's {@code torch.cat}: no prefix. */
  public NetworkBuilder call(String function, Layer layer, String... inputs) {
    append(free(function), layer, inputs);
    return this;
  }

  /** PyTorch's {@code Sequential}: a module whose layers are called 0, 1, 2, … */
  public NetworkBuilder sequential(String name, Layer... layers) {
    NetworkBuilder module = module(name);
    for (int i = 0; i < layers.length; i++) {
      module.add(Integer.toString(i), layers[i]);
    }
    return this;
  }

  /** Lets the next layer read that one, where a branch begins. */
  public NetworkBuilder from(String id) {
    draft.last = id;
    return this;
  }

  /** The full id of the layer added last, or of the one that {@link #from} named. */
  public String last() {
    return draft.last;
  }

  /** The network as written so far. */
  public Network build() {
    return new Network(draft.name, draft.input, draft.nodes);
  }

  private String free(String id) {
    String free = id;
    for (int number = 1; draft.ids.contains(free); number++) {
      free = id + "_" + number;
    }
    return free;
  }

  private void append(String id, Layer layer, String... inputs) {
    String before = draft.nodes.isEmpty() ? Node.INPUT : draft.nodes.getLast().id();
    List<String> reads = inputs.length == 0 ? List.of(draft.last) : List.of(inputs);
    // What reads the one before it says nothing, so that an insertion in between is read.
    draft.nodes.add(new Node(id, reads.equals(List.of(before)) ? List.of() : reads, layer));
    draft.ids.add(id);
    draft.last = id;
  }
}
