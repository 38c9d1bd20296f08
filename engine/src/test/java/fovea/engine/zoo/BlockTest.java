package fovea.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.picture.Grouping;
import fovea.engine.picture.Part;
import fovea.engine.reading.NetworkReading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockTest {

  private static final Network TINY = Zoo.network("tinyvgg");

  @ParameterizedTest
  @EnumSource
  void aBlockFitsBehindEveryLayerOfMaps(Block block) {
    for (Node node : TINY.nodes()) {
      NetworkReading before = NetworkReading.of(TINY);
      if (before.shapeOf(node.id()) instanceof Shape.Maps(int channels, int height, int width)) {
        Edit edit = block.behind(TINY, node.id(), channels);
        NetworkReading after = NetworkReading.of(edit.applyTo(TINY));
        assertTrue(after.isLegal(), block + " behind " + node.id() + ": " + after.problems());
        assertEquals(before.shapeOf("output"), after.shapeOf("output"),
            block + " behind " + node.id());
        String last = ((Edit.Sequence) edit).edits().stream()
            .mapMulti((Edit one, Consumer<String> ids) -> {
              if (one instanceof Edit.Insert(var _, var inserted)) {
                ids.accept(inserted.id());
              }
            }).toList().getLast();
        Shape.Maps given = (Shape.Maps) after.shapeOf(last);
        assertEquals(List.of(height, width), List.of(given.height(), given.width()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingBehindABlockReadsThroughIt(Block block) {
    Network after = block.behind(TINY, "relu_1_1", 10).applyTo(TINY);
    int conv = after.indexOf("conv_1_2");
    assertEquals(List.of(after.before(conv)), after.inputsOf(conv));
  }

  @Test
  void thePictureKnowsTheBlocksAgain() {
    Map<Block, Part.Kind> names = Map.of(Block.RESIDUAL, Part.Kind.RESIDUAL_BLOCK,
        Block.INVERTED_RESIDUAL, Part.Kind.INVERTED_RESIDUAL, Block.INCEPTION,
        Part.Kind.INCEPTION_BLOCK, Block.DENSE, Part.Kind.DENSE_BLOCK, Block.SQUEEZE_EXCITATION,
        Part.Kind.SQUEEZE_EXCITATION);
    names.forEach((block, kind) -> {
      Network with = block.behind(TINY, "max_pool_2", 10).applyTo(TINY);
      assertTrue(Grouping.of(NetworkReading.of(with)).stream()
          .anyMatch(part -> part instanceof Part.Group group && group.kind() == kind),
          block + " is not found again");
    });
  }

  @ParameterizedTest
  @EnumSource
  void aBlockNamesWhatItReadsOnlyIfThatIsNotTheOneBefore(Block block) {
    for (String after : List.of("input", "relu_1_1", "max_pool_2")) {
      Network with = block.behind(TINY, after, 10).applyTo(TINY);
      for (int i = 0; i < with.nodes().size(); i++) {
        assertNotEquals(List.of(with.before(i)), with.nodes().get(i).inputs(),
            block + " behind " + after);
      }
    }
  }

  /** Whichever neighbours change places: nothing is left that nobody reads, and there is a way back. */
  @ParameterizedTest
  @EnumSource
  void layersOfABlockAreReorderedByMovingThem(Block block) {
    Network with = block.behind(TINY, "relu_1_1", 10).applyTo(TINY);
    for (int i = with.indexOf("relu_1_1") + 1; i < with.indexOf("conv_1_2"); i++) {
      String id = with.nodes().get(i).id();
      for (String after : List.of(with.before(i - 1), with.nodes().get(i + 1).id())) {
        Network moved = new Edit.Move(id, after).applyTo(with);
        assertEquals(after, moved.before(moved.indexOf(id)));
        assertEquals(unread(TINY), unread(moved), block + ": " + id + " behind " + after);
        boolean areInOneChain = with.inputsOf(i).contains(with.before(i))
            && after.equals(with.before(i - 1));
        if (areInOneChain) {
          assertEquals(with, new Edit.Move(id, with.before(i)).applyTo(moved));
        }
      }
    }
  }

  private static List<String> unread(Network network) {
    Set<String> unread = network.nodes().stream().map(Node::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    for (int i = 0; i < network.nodes().size(); i++) {
      unread.removeAll(network.inputsOf(i));
    }
    return List.copyOf(unread);
  }
}
