package fovea.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.picture.Grouping;
import fovea.engine.picture.Part;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Map;
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
        String last = ((Edit.Insert) ((Edit.Sequence) edit).edits().getLast()).node().id();
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
}
