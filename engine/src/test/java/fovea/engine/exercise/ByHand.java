package fovea.engine.exercise;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Answers found by doing it on a network's arguments: windows slid, cells painted, pixels collected. */
final class ByHand {

  private final Network network;
  private final Map<String, int[]> shapes = new HashMap<>();

  /** Of a network whose layers exercises are made of. */
  ByHand(Network network) {
    this.network = network;
    shapes.put(Node.INPUT, new int[]{
      network.input().channels(), network.input().height(), network.input().width()});
    for (int i = 0; i < network.nodes().size(); i++) {
      List<int[]> inputs = network.inputsOf(i).stream().map(this::known).toList();
      shapes.put(network.nodes().get(i).id(), shape(network.nodes().get(i).layer(), inputs));
    }
  }

  private int[] known(String id) {
    int[] shape = shapes.get(id);
    if (shape == null) {
      throw new AssertionError("nothing is known of " + id);
    }
    return shape;
  }

  /** Channels, rows and columns of the last layer; one number behind a Flatten. */
  int[] shape() {
    return known(network.nodes().getLast().id());
  }

  private static int[] shape(Layer layer, List<int[]> inputs) {
    int[] in = inputs.getFirst();
    return switch (layer) {
      case Conv2d conv -> slid(conv, conv.outChannels(), in);
      case Windowed pool -> slid(pool, in[0], in);
      case ConvTranspose2d conv -> new int[]{
        conv.outChannels(), painted(conv, Axis.HEIGHT, in[1]),
        painted(conv, Axis.WIDTH, in[2])};
      case Concat _ -> {
        int channels = 0;
        for (int[] each : inputs) {
          channels += each[0];
        }
        yield new int[]{channels, in[1], in[2]};
      }
      case Add _, BatchNorm2d _ -> in;
      case Flatten _ -> new int[]{in[0] * in[1] * in[2]};
      case Linear linear -> new int[]{linear.outFeatures()};
      case Layer other -> throw new AssertionError(other + " is in no exercise");
    };
  }

  private static int[] slid(Windowed layer, int channels, int[] in) {
    return new int[]{channels, places(layer.window(), Axis.HEIGHT, in[1]),
      places(layer.window(), Axis.WIDTH, in[2])};
  }

  /** Moves the window from the first cell of the padding on, as long as it may stand there. */
  private static int places(Window window, Axis axis, int in) {
    int reach = window.dilation().along(axis) * (window.kernel().along(axis) - 1);
    int first = -window.before().along(axis);
    int last = in - 1 + window.after().along(axis);
    int stride = window.stride().along(axis);
    int places = 0;
    int start = first;
    for (; start + reach <= last; start += stride) {
      places++;
    }
    // PyTorch lets one more stick out where cells are left, unless it would begin behind the picture.
    boolean someLeft = start - stride + reach < last;
    return places + (window.ceilMode() && someLeft && start < in ? 1 : 0);
  }

  private static int painted(ConvTranspose2d conv, Axis axis, int in) {
    TreeSet<Integer> cells = new TreeSet<>();
    for (int cell = 0; cell < in; cell++) {
      for (int tap = 0; tap < conv.kernelSize().along(axis); tap++) {
        cells.add(cell * conv.stride().along(axis) + tap * conv.dilation().along(axis));
      }
    }
    return cells.last() + 1 - 2 * conv.padding().along(axis) + conv.outputPadding().along(axis);
  }

  /** The numbers that the last layer learns. */
  long parameters() {
    int last = network.nodes().size() - 1;
    int[] in = known(network.inputsOf(last).getFirst());
    return switch (network.nodes().getLast().layer()) {
      case Conv2d conv -> pairs(in[0], conv.outChannels(), conv.groups())
          * conv.kernelSize().height() * conv.kernelSize().width()
          + (conv.bias() ? conv.outChannels() : 0);
      case ConvTranspose2d conv -> pairs(in[0], conv.outChannels(), conv.groups())
          * conv.kernelSize().height() * conv.kernelSize().width()
          + (conv.bias() ? conv.outChannels() : 0);
      case Linear linear ->
        (long) in[0] * linear.outFeatures() + (linear.bias() ? linear.outFeatures() : 0);
      case BatchNorm2d _ -> in[0] + in[0];
      case Layer _ -> 0;
    };
  }

  /** How many pairs of an input and an output map are in the same group. */
  private static long pairs(int in, int out, int groups) {
    long pairs = 0;
    for (int from = 0; from < in; from++) {
      for (int to = 0; to < out; to++) {
        pairs += from * groups / in == to * groups / out ? 1 : 0;
      }
    }
    return pairs;
  }

  /** How many rows or columns lie between the outermost that a unit hears, both included. */
  int field(Axis axis, int unit) {
    Map<String, Set<Integer>> heard = new HashMap<>();
    heard.put(network.nodes().getLast().id(), Set.of(unit));
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      Node node = network.nodes().get(i);
      for (String input : network.inputsOf(i)) {
        heard.computeIfAbsent(input, _ -> new TreeSet<>())
            .addAll(before(node.layer(), axis, heard.getOrDefault(node.id(), Set.of())));
      }
    }
    NavigableSet<Integer> pixels = new TreeSet<>(heard.getOrDefault(Node.INPUT, Set.of()));
    return pixels.last() - pixels.first() + 1;
  }

  private static Set<Integer> before(Layer layer, Axis axis, Set<Integer> units) {
    return switch (layer) {
      case Conv2d conv -> under(conv.window(), axis, units);
      case MaxPool2d pool -> under(pool.window(), axis, units);
      case Add _, Concat _ -> units;
      case Layer other -> throw new AssertionError(other + " is in no such exercise");
    };
  }

  private static Set<Integer> under(Window window, Axis axis, Set<Integer> units) {
    Set<Integer> cells = new TreeSet<>();
    for (int unit : units) {
      for (int tap = 0; tap < window.kernel().along(axis); tap++) {
        cells.add(unit * window.stride().along(axis) - window.before().along(axis)
            + tap * window.dilation().along(axis));
      }
    }
    return cells;
  }
}
