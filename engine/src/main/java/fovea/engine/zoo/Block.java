package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.ReLU6;
import fovea.engine.network.Layer.Sigmoid;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The building blocks of published networks, to put into any network in one go. Each keeps height and
 * width of the maps it gets, so that it fits anywhere.
 */
public enum Block {
  /** A convolution, its batch norm and its activation. */
  CONV_BN_RELU,
  /** Two convolutions whose result is added to what came in (He et al., 2015). */
  RESIDUAL,
  /** Wide and depthwise in the middle, thin at its ends (Sandler et al., 2018). */
  INVERTED_RESIDUAL,
  /** Four branches side by side, joined by their channels (Szegedy et al., 2014). */
  INCEPTION,
  /** Three layers, each reading the maps of all before it (Huang et al., 2016). */
  DENSE,
  /** The means of the maps decide how much each of them counts (Hu et al., 2017). */
  SQUEEZE_EXCITATION;

  private static final int EXPANSION = 6;
  private static final int DENSE_LAYERS = 3;
  private static final int REDUCTION = 4;

  /** The word for it in forms and messages, such as {@code conv_bn_relu}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * This block behind a layer, as one edit. What read that layer reads the block, as behind a single
   * layer that is inserted.
   *
   * @param after the layer's id, or {@code input}
   * @param channels of the maps that it gives
   */
  public Edit.Sequence behind(Network network, String after, int channels) {
    Draft draft = new Draft(network, after);
    switch (this) {
      case CONV_BN_RELU -> draft.conv(after, bare(Math.max(16, channels), 3, 1), new ReLU());
      case RESIDUAL -> {
        String first = draft.conv(after, bare(channels, 3, 1), new ReLU());
        String second = draft.conv(first, bare(channels, 3, 1));
        draft.add("relu", new ReLU(), draft.add("add", new Add(), second, after));
      }
      case INVERTED_RESIDUAL -> {
        int wide = Math.multiplyExact(EXPANSION, channels);
        String expanded = draft.conv(after, bare(wide, 1, 1), new ReLU6());
        String middle = draft.conv(expanded, bare(wide, 3, 1, wide), new ReLU6());
        draft.add("add", new Add(), draft.conv(middle, bare(channels, 1, 1)), after);
      }
      case INCEPTION -> inception(draft, after, Math.max(4, channels / 4));
      case DENSE -> dense(draft, after, Math.max(4, channels / 2));
      case SQUEEZE_EXCITATION -> {
        String mean = draft.add("pool", adaptiveAvgPool(1), after);
        String squeezed = draft.add("relu", new ReLU(),
            draft.add("conv", conv(Math.max(1, channels / REDUCTION), 1), mean));
        String scale = draft.add("sigmoid", new Sigmoid(),
            draft.add("conv", conv(channels, 1), squeezed));
        draft.add("mul", new Multiply(), scale, after);
      }
    }
    return draft.edit();
  }

  private static void inception(Draft draft, String after, int branch) {
    String one = draft.conv(after, bare(branch, 1, 1), new ReLU());
    String three = draft.conv(draft.conv(after, bare(branch, 1, 1), new ReLU()),
        bare(branch, 3, 1), new ReLU());
    String five = draft.conv(draft.conv(after, bare(Math.max(1, branch / 2), 1, 1), new ReLU()),
        bare(branch, 5, 1), new ReLU());
    String pooled = draft.conv(draft.add("pool", maxPool(3, 1, 1), after), bare(branch, 1, 1),
        new ReLU());
    draft.add("cat", new Concat(), one, three, five, pooled);
  }

  private static void dense(Draft draft, String after, int growth) {
    List<String> maps = new ArrayList<>(List.of(after));
    String last = after;
    for (int i = 0; i < DENSE_LAYERS; i++) {
      String normed = draft.add("relu", new ReLU(), draft.add("bn", batchNorm(), last));
      maps.add(draft.add("conv", bare(growth, 3, 1), normed));
      last = draft.add("cat", new Concat(), maps.toArray(String[]::new));
    }
  }

  /** Layers with free ids that are going to stand behind one. */
  private static final class Draft {
    private final Network network;
    private final String after;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private Network ids;

    Draft(Network network, String after) {
      this.network = network;
      this.after = after;
      this.ids = network;
    }

    /** A convolution, its batch norm and, if there is one, its activation. */
    String conv(String input, Layer conv, Layer... activation) {
      String last = add("bn", batchNorm(), add("conv", conv, input));
      for (Layer layer : activation) {
        last = add(layer.getClass().getSimpleName().toLowerCase(Locale.ROOT), layer, last);
      }
      return last;
    }

    String add(String name, Layer layer, String... inputs) {
      Node node = new Node(ids.freeId(name), List.of(inputs), layer);
      nodes.put(node.id(), node);
      List<Node> all = new ArrayList<>(ids.nodes());
      all.add(node);
      ids = ids.with(all);
      return node.id();
    }

    Edit.Sequence edit() {
      return Edit.Sequence.inserting(network, after, List.copyOf(nodes.values()));
    }
  }
}
