package fovea.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.compare.Comparison.Change;
import fovea.engine.compare.Comparison.Row;
import fovea.engine.compare.Comparison.Side;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Contrasts;
import fovea.engine.zoo.Zoo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  @Test
  void aNetworkIsItsOwnLike() {
    for (String name : List.of("tinyvgg", "googlenet", "densenet121")) {
      Network network = Zoo.network(name);
      Comparison comparison = compared(network, network);
      assertEquals(network.nodes().size(), comparison.rows().size());
      assertTrue(comparison.rows().stream().allMatch(row -> row.change() == Change.SAME), name);
    }
  }

  @Test
  void whatWasAddedStandsAlone() {
    Network before = Zoo.network("resnet18");
    Network after = new Edit.Insert(before.nodes().get(10).id(),
        new Node("extra", new BatchNorm2d(1e-5))).applyTo(before);
    List<Row> rows = compared(before, after).rows();
    assertEquals(before.nodes().size() + 1, rows.size());
    List<Row> other = rows.stream().filter(row -> row.change() != Change.SAME).toList();
    assertEquals(List.of("- extra"), words(other));
    assertEquals("right:extra", other.getFirst().key());
  }

  @Test
  void anotherWidthIsTheSameLayerChanged() {
    Network before = Zoo.network("tinyvgg");
    Network after = NetworkDocument.parse(NetworkDocument.write(before)
        .replaceFirst("\"out_channels\"\\s*:\\s*10", "\"out_channels\": 20"));
    List<Row> rows = compared(before, after).rows();
    assertEquals(before.nodes().size(), rows.size());
    assertEquals(Change.CHANGED, rows.getFirst().change());
    assertEquals(Change.SAME, rows.getLast().change());
  }

  @Test
  void theReadyComparisonsAreAlignedAsOneWould() {
    assertEquals(List.of("conv1 conv1", "relu1 relu1", "- conv2", "- relu2", "- conv3", "- relu3"),
        words(contrasted("one_7x7", "three_3x3").rows()));
    assertEquals(List.of("conv1 conv1", "relu1 relu1", "pool1 -", "conv2 conv2", "relu2 relu2",
        "pool2 -"), words(contrasted("pooling", "strided").rows()));
    assertEquals(List.of("- flatten", "layer layer", "relu relu"),
        words(contrasted("shared", "fully_connected").rows()));
    assertEquals(List.of("conv1 conv1", "relu1 relu1", "- depthwise", "conv2 conv2",
        "relu2 relu2"), words(contrasted("convolution", "depthwise_separable").rows()));
  }

  @Test
  void vggAndResNetMeetWhereTheirMapsHaveTheSameSize() {
    Comparison comparison = compared(Zoo.network("vgg16"), Zoo.network("resnet50"));
    List<String> pairs = words(comparison.rows());
    assertTrue(pairs.contains("classifier.6 fc"), pairs.toString());
    assertTrue(pairs.contains("flatten flatten"), pairs.toString());
    assertTrue(pairs.contains("features.9 maxpool"), pairs.toString());
    int met = 0;
    for (Row row : comparison.rows()) {
      if (row.left() != null && row.right() != null
          && shape(row.left()) instanceof Shape.Maps left
          && shape(row.right()) instanceof Shape.Maps right && left.height() > 7) {
        assertEquals(left.height(), right.height(), words(List.of(row)).toString());
        met++;
      }
    }
    assertTrue(met >= 20, pairs.toString());
  }

  @Test
  void everyLayerStandsInOneRowInItsOrder() {
    List<String> names = List.of("tinyvgg", "lenet5", "squeezenet1_1", "mobilenet_v2", "vgg11");
    for (String one : names) {
      for (String other : names) {
        Comparison comparison = compared(Zoo.network(one), Zoo.network(other));
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (Row row : comparison.rows()) {
          if (row.left() != null) {
            left.add(row.left().node().id());
          }
          if (row.right() != null) {
            right.add(row.right().node().id());
          }
        }
        assertEquals(ids(Zoo.network(one)), left);
        assertEquals(ids(Zoo.network(other)), right);
      }
    }
  }

  @Test
  void shuffledNetworksAreAlignedAtNoLowerCostThanTheBestOfAllWalks() {
    Random random = new Random(7);
    List<Node> nodes = new ArrayList<>(Zoo.network("tinyvgg").nodes().subList(0, 6));
    for (int round = 0; round < 40; round++) {
      Collections.shuffle(nodes, random);
      Network left = free(nodes.subList(0, 1 + random.nextInt(6)));
      Collections.shuffle(nodes, random);
      Network right = free(nodes.subList(0, 1 + random.nextInt(6)));
      List<Traits> a = Traits.of(NetworkReading.of(left));
      List<Traits> b = Traits.of(NetworkReading.of(right));
      double cost = 0;
      for (Alignment.Step step : Alignment.of(NetworkReading.of(left), NetworkReading.of(right))) {
        cost += step.left() < 0 || step.right() < 0
            ? Traits.ALONE
            : unlike(a.get(step.left()), b.get(step.right()));
      }
      assertEquals(cheapest(a, b, 0, 0), cost, 1e-4);
    }
  }

  private static double unlike(Traits one, Traits other) {
    return one.unlike(other, one.work().unlike(other.work()));
  }

  /** Tries every walk. */
  private static double cheapest(List<Traits> a, List<Traits> b, int i, int j) {
    if (i == a.size() || j == b.size()) {
      return a.size() - i + b.size() - j;
    }
    return Math.min(unlike(a.get(i), b.get(j)) + cheapest(a, b, i + 1, j + 1),
        1 + Math.min(cheapest(a, b, i + 1, j), cheapest(a, b, i, j + 1)));
  }

  @Test
  void behindAProblemLayersAreStillAligned() {
    Network broken = NetworkDocument.parse("""
        {"input": [3, 8, 8], "layers": [
          {"id": "a", "type": "Conv2d", "out_channels": 4, "kernel_size": 30},
          {"id": "b", "type": "ReLU"}]}""");
    assertEquals(List.of("a a", "b b"), words(compared(broken, broken).rows()));
    assertEquals(List.of("a -", "b -"), words(compared(broken, free(List.of())).rows()));
  }

  @Test
  void twoNetworksOfTheLargestSizeAreAligned() {
    NetworkBuilder net = NetworkBuilder.named("long", new Shape.Maps(1, 8, 8));
    for (int i = 0; i < NetworkDocument.MAX_LAYERS; i++) {
      net.add("n" + i, new BatchNorm2d(1e-5));
    }
    assertEquals(NetworkDocument.MAX_LAYERS, compared(net.build(), net.build()).rows().size());
  }

  private static Network free(List<Node> nodes) {
    Set<String> seen = new HashSet<>();
    return new Network("free", new Shape.Maps(3, 64, 64), nodes.stream()
        .filter(node -> seen.add(node.id())).map(node -> node.reading(List.of())).toList());
  }

  private static Comparison contrasted(String left, String right) {
    return compared(Contrasts.network(left), Contrasts.network(right));
  }

  private static Comparison compared(Network left, Network right) {
    return Comparison.of(NetworkReading.of(left), NetworkReading.of(right));
  }

  private static Shape shape(Side side) {
    return side.reading().orElseThrow().output();
  }

  private static List<String> ids(Network network) {
    return network.nodes().stream().map(Node::id).toList();
  }

  private static List<String> words(List<Row> rows) {
    return rows.stream().map(row -> id(row.left()) + " " + id(row.right()))
        .collect(Collectors.toList());
  }

  private static String id(@Nullable Side side) {
    return side == null ? "-" : side.node().id();
  }
}
