package fovea.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.Sigmoid;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class EditTest {

  private static final Network CHAIN = network(relu("a"), relu("b"), relu("c"));

  private static Network network(Node... nodes) {
    return new Network("test", new Shape.Maps(3, 8, 8), List.of(nodes));
  }

  private static Node relu(String id, String... inputs) {
    return new Node(id, List.of(inputs), new ReLU());
  }

  private static String wiring(Network network) {
    StringBuilder wiring = new StringBuilder();
    for (int i = 0; i < network.nodes().size(); i++) {
      wiring.append(network.nodes().get(i).id()).append(network.inputsOf(i)).append(' ');
    }
    return wiring.toString().strip();
  }

  @Test
  void anInsertedLayerTakesThePlaceOfTheOneBefore() {
    assertEquals(
        "a[input] new[a] b[new] c[b]", wiring(new Edit.Insert("a", relu("new")).applyTo(CHAIN)));
    assertEquals(
        "new[input] a[new] b[a] c[b]",
        wiring(new Edit.Insert(Node.INPUT, relu("new")).applyTo(CHAIN)));
  }

  @Test
  void aLayerInsertedAtTheEndOfABranchIsReadByTheMerge() {
    Network branches = network(relu("left"), relu("right", "input"),
        new Node("sum", List.of("left", "right"), new Add()));
    assertEquals(
        "left[input] new[left] right[input] sum[new, right]",
        wiring(new Edit.Insert("left", relu("new")).applyTo(branches)));
  }

  @Test
  void aSideBranchLeavesItsNeighboursAlone() {
    assertEquals(
        "a[input] side[input] b[a] c[b]",
        wiring(new Edit.Insert("a", relu("side", "input")).applyTo(CHAIN)));
  }

  @Test
  void readersOfARemovedLayerReadWhatItRead() {
    Network skip = network(relu("a"), relu("b"), new Node("sum", List.of("a", "b"), new Add()));
    assertEquals("b[input] sum[input, b]", wiring(new Edit.Remove("a").applyTo(skip)));
    assertEquals("a[input] sum[a, a]", wiring(new Edit.Remove("b").applyTo(skip)));
  }

  @Test
  void theNextLayerDoesNotSlipOntoAnotherBranchWhenOneIsRemoved() {
    Network branches = network(relu("a"), relu("b"), relu("c", "a"), relu("d"));
    assertEquals("a[input] b[a] d[a]", wiring(new Edit.Remove("c").applyTo(branches)));
  }

  @Test
  void readersFollowANewId() {
    Network skip = network(relu("a"), relu("b"), new Node("sum", List.of("a", "b"), new Add()));
    Node renamed = new Node("first", new Sigmoid());
    assertEquals(
        "first[input] b[first] sum[first, b]",
        wiring(new Edit.Replace("a", renamed).applyTo(skip)));
  }

  @Test
  void namingTheSecondOfTwoAlikeKeepsTheReadersOfTheFirst() {
    Network twice = network(relu("a"), relu("b", "a"), relu("a", "b"), relu("c", "a"));
    assertEquals(
        "a[input] b[a] a1[b] c[a1]", wiring(new Edit.Replace("a", relu("a1", "b")).applyTo(twice)));
  }

  @Test
  void movingAndSequencesKeepTheOthersInOrder() {
    assertEquals("b[input] c[b] a[c]", wiring(new Edit.Move("a", "c").applyTo(CHAIN)));
    assertEquals(
        "c[input] a[c]",
        wiring(
            new Edit.Sequence(List.of(new Edit.Move("c", Node.INPUT), new Edit.Remove("b")))
                .applyTo(CHAIN)));
  }

  @Test
  void anEditOfALayerThatIsGoneSaysSo() {
    assertEquals(
        "the network has no layer \"x\"",
        assertThrows(NoSuchElementException.class, () -> new Edit.Remove("x").applyTo(CHAIN))
            .getMessage());
  }

  @Test
  void neighboursInAChainChangePlacesForWhoeverReadsThem() {
    Network skip = network(relu("a"), relu("b"), relu("c"),
        new Node("sum", List.of("c", "b"), new Add()));
    Network moved = new Edit.Move("b", Node.INPUT).applyTo(skip);
    assertEquals("b[input] a[b] c[a] sum[c, a]", wiring(moved));
    assertEquals(skip, new Edit.Move("b", "a").applyTo(moved));
  }

  @Test
  void whatMovesInFrontOfAMergeIsMerged() {
    Network skip = network(relu("a"), relu("b"), new Node("sum", List.of("b", "a"), new Add()),
        relu("c"), relu("d"));
    Network moved = new Edit.Move("c", "b").applyTo(skip);
    assertEquals("a[input] b[a] c[b] sum[c, a] d[sum]", wiring(moved));
    assertEquals(skip, new Edit.Move("c", "sum").applyTo(moved));
  }

  @Test
  void aLayerThatMovesFarLeavesNoHoleAndNoLooseEnd() {
    Network skip = network(relu("a"), relu("b"), relu("c"),
        new Node("sum", List.of("c", "b"), new Add()));
    assertEquals("a[input] c[a] sum[c, a] b[sum]", wiring(new Edit.Move("b", "sum").applyTo(skip)));
  }

  @Test
  void twoThatReadEachOtherArePutInOrderAndNoMore() {
    Network circle = network(relu("a", "b"), relu("b"));
    assertEquals("b[input] a[b]", wiring(new Edit.Move("a", "b").applyTo(circle)));
  }
}
