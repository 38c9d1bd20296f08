package fovea.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final Network TINY = Zoo.network("tinyvgg");
  private static final Network RESNET = Zoo.network("resnet18");

  /** The second block of the first stage: its entry is the ReLU before it. */
  private static final Set<String> BLOCK = RESNET.nodes().subList(
      RESNET.indexOf("layer1.1.conv1"), RESNET.indexOf("layer2.0.conv1")).stream()
      .map(Node::id).collect(Collectors.toSet());

  @Test
  void aBlockIsPastedIntoAnotherNetworkWithItsShortcut() {
    Network copied = new Selection(RESNET, BLOCK).copy();
    assertEquals(7, copied.nodes().size());
    Network pasted = Selection.pasting(TINY, "relu_1_1", copied).applyTo(TINY);
    Node add = pasted.node(copied.nodes().get(5).id());
    assertTrue(pasted.inputsOf(pasted.indexOf(add.id())).contains("relu_1_1"), add.toString());
    assertEquals(List.of(copied.nodes().getLast().id()),
        pasted.inputsOf(pasted.indexOf("conv_1_2")));
  }

  @Test
  void aDuplicatedBlockFitsAndHasIdsOfItsOwn() {
    Network twice = new Selection(RESNET, BLOCK).duplication().applyTo(RESNET);
    assertEquals(RESNET.nodes().size() + 7, twice.nodes().size());
    assertEquals(twice.nodes().size(),
        twice.nodes().stream().map(Node::id).distinct().count());
    assertTrue(NetworkReading.of(twice).isLegal());
    assertEquals(NetworkReading.of(RESNET).shapeOf("fc"), NetworkReading.of(twice).shapeOf("fc"));
  }

  @Test
  void aRemovedBlockLeavesALegalNetwork() {
    Network without = new Selection(RESNET, BLOCK).removal().applyTo(RESNET);
    assertEquals(RESNET.nodes().size() - 7, without.nodes().size());
    assertTrue(NetworkReading.of(without).isLegal());
  }

  @Test
  void layersMoveTogetherAndKeepTheirOrder() {
    Network moved = new Selection(TINY, Set.of("relu_1_1", "conv_1_1")).movement("max_pool_1")
        .applyTo(TINY);
    int at = moved.indexOf("max_pool_1");
    assertEquals(List.of("conv_1_1", "relu_1_1"),
        moved.nodes().subList(at + 1, at + 3).stream().map(Node::id).toList());
  }

  @Test
  void aBlockThatMovesKeepsItsShortcut() {
    Network moved = new Selection(RESNET, BLOCK).movement("conv1").applyTo(RESNET);
    int last = moved.indexOf("conv1") + 7;
    Node add = moved.nodes().get(last - 1);
    assertEquals(List.of("layer1.1.bn2", "conv1"), moved.inputsOf(last - 1), add.toString());
    assertEquals(moved.nodes().get(last).id(), moved.before(moved.indexOf("bn1")));
  }
}
