package fovea.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.picture.Part.Group;
import fovea.engine.picture.Part.Kind;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupingTest {

  @Test
  void resNetsHaveFourStagesOfAsManyBlocksAsTheirPaperSays() {
    assertEquals(List.of("RESIDUAL_STAGE 3", "RESIDUAL_STAGE 4", "RESIDUAL_STAGE 6",
        "RESIDUAL_STAGE 3"), groups("resnet50"));
    assertEquals(List.of("RESIDUAL_STAGE 2", "RESIDUAL_STAGE 2", "RESIDUAL_STAGE 2",
        "RESIDUAL_STAGE 2"), groups("resnet18"));
  }

  @Test
  void denseNet121HasBlocksOf6And12And24And16Layers() {
    assertEquals(
        List.of("DENSE_BLOCK 6", "DENSE_BLOCK 12", "DENSE_BLOCK 24", "DENSE_BLOCK 16"),
        groups("densenet121"));
  }

  @Test
  void vggNetsHaveFiveStages() {
    for (String name : List.of("vgg11", "vgg16")) {
      assertEquals(List.of("VGG_STAGE", "VGG_STAGE", "VGG_STAGE", "VGG_STAGE", "VGG_STAGE"),
          groups(name).stream().map(group -> group.replaceAll(" .*", "")).toList(), name);
    }
    assertEquals(List.of("VGG_STAGE 5", "VGG_STAGE 5"), groups("tinyvgg"));
  }

  @Test
  void googLeNetHasItsInceptionBlocksBetweenItsPools() {
    assertEquals(List.of("INCEPTION_STAGE 2", "INCEPTION_STAGE 5", "INCEPTION_STAGE 2"),
        groups("googlenet"));
  }

  @Test
  void mobileNetsHaveBlocksAtFiveSizes() {
    assertEquals(List.of("INVERTED_RESIDUAL 5", "INVERTED_RESIDUAL_STAGE 2",
        "INVERTED_RESIDUAL_STAGE 3", "INVERTED_RESIDUAL_STAGE 7", "INVERTED_RESIDUAL_STAGE 4"),
        groups("mobilenet_v2"));
    assertEquals(8, Grouping.of(read("squeezenet1_1")).stream()
        .flatMap(part -> part instanceof Group(Kind kind, var inner)
            && kind == Kind.FIRE_STAGE ? inner.stream() : List.of(part).stream())
        .filter(part -> part instanceof Group(Kind kind, var _) && kind == Kind.FIRE_BLOCK)
        .count());
  }

  @Test
  void otherNamesForTheLayersChangeNothing() {
    for (Zoo.Entry entry : Zoo.entries()) {
      Network network = Zoo.network(entry.name());
      Map<String, String> names = new HashMap<>(Map.of(Node.INPUT, Node.INPUT));
      network.nodes().forEach(node -> names.put(node.id(), "x" + names.size()));
      List<Node> renamed = new ArrayList<>();
      for (Node node : network.nodes()) {
        renamed.add(new Node(names.getOrDefault(node.id(), ""),
            node.inputs().stream().map(names::get).toList(), node.layer()));
      }
      assertEquals(Grouping.of(NetworkReading.of(network)),
          Grouping.of(NetworkReading.of(network.with(renamed))), entry.name());
    }
  }

  @Test
  void partsHoldEveryLayerOnceAndInOrderWhateverTheNetwork() {
    RandomNetworks.legal(300).forEach(GroupingTest::holdsAll);
    Zoo.entries().forEach(entry -> holdsAll(Zoo.network(entry.name())));
  }

  @Test
  void aGroupIsEnteredThroughOneLayerAndLeftThroughItsLast() {
    for (Zoo.Entry entry : Zoo.entries()) {
      Network network = Zoo.network(entry.name());
      isClosed(Grouping.of(NetworkReading.of(network)), new Wiring(network));
    }
  }

  @Test
  void whatIsBrokenIsGroupedAsFarAsItMakesSense() {
    Network network = NetworkDocument.parse("""
        {"name": "broken", "input": [3, 8, 8], "layers": [
          {"id": "a", "type": "ReLU", "inputs": ["gone"]},
          {"id": "b", "type": "Add", "inputs": ["a", "c"]},
          {"id": "c", "type": "Conv2d", "out_channels": 8, "kernel_size": 50}]}
        """);
    holdsAll(network);
    assertEquals(4, Layout.of(NetworkReading.of(network), Folding.UNTOUCHED).cards().size());
  }

  private static void isClosed(List<Part> parts, Wiring wiring) {
    for (Part part : parts) {
      if (part instanceof Group group && group.kind() != Kind.DENSE_LAYER) {
        for (int place = group.first(); place <= group.last(); place++) {
          for (int source : wiring.sources(place)) {
            assertTrue(source >= group.first() - 1, group.kind() + " is entered elsewhere");
          }
          assertTrue(place == group.last() || wiring.lastReader(place) <= group.last(),
              group.kind() + " is left elsewhere");
        }
      }
    }
  }

  private static void holdsAll(Network network) {
    List<Integer> places = new ArrayList<>();
    collect(Grouping.of(NetworkReading.of(network)), places);
    assertEquals(network.nodes().size(), places.size());
    for (int i = 0; i < places.size(); i++) {
      assertEquals(i, places.get(i));
    }
  }

  private static void collect(List<Part> parts, List<Integer> places) {
    for (Part part : parts) {
      switch (part) {
        case Part.Single(int place) -> places.add(place);
        case Group(var _, var inner) -> collect(inner, places);
      }
    }
  }

  private static NetworkReading read(String name) {
    return NetworkReading.of(Zoo.network(name));
  }

  /** The outermost groups of a published network, with the number of their parts. */
  private static List<String> groups(String name) {
    return Grouping.of(read(name)).stream()
        .filter(Group.class::isInstance)
        .map(Group.class::cast)
        .map(group -> group.kind() + " " + group.parts().size())
        .toList();
  }
}
