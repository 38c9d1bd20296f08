package fovea.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.LayerType;
import fovea.engine.run.RandomLayers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Gradients of all layers, on random ones: the textbook's by their definition, the fast ones by the textbook. */
class GradientsTest {

  private static final int DRAWS = 800;

  /** Differences take longer. */
  private static final int DIFFERENCES = 200;

  private static Stream<GradientDraw> draws(int count) {
    return LongStream.range(0, count).parallel()
        .mapToObj(seed -> new GradientDraw(RandomLayers.of(seed), seed))
        .filter(GradientDraw::isFit);
  }

  @Test
  void theTextbooksGradientsAreWhatHappensWhenAParameterMoves() {
    draws(DIFFERENCES).forEach(draw -> {
      double apart = draw.fromDifferences();
      assertTrue(apart < 1e-5, () -> apart + " in " + draw);
    });
  }

  @Test
  void fastGradientsAreTheTextbooks() {
    double furthest = draws(DRAWS).mapToDouble(GradientDraw::furthest).max().orElseThrow();
    assertTrue(furthest > 0 && furthest <= GradientDraw.TOLERANCE, () -> "furthest " + furthest);
  }

  @Test
  void soAreThoseOfPicturesAbreast() {
    List<GradientDraw> draws = LongStream.range(0, DRAWS).parallel()
        .mapToObj(seed -> GradientDraw.abreast(RandomLayers.of(seed), seed))
        .flatMap(Optional::stream).filter(GradientDraw::isFit).toList();
    assertTrue(draws.size() > DRAWS / 20, () -> draws.size() + " draws");
    double furthest = draws.parallelStream().mapToDouble(GradientDraw::furthest).max()
        .orElseThrow();
    assertTrue(furthest > 0 && furthest <= GradientDraw.TOLERANCE, () -> "furthest " + furthest);
  }

  @Test
  void everyTypeOfLayerIsDrawn() {
    Set<LayerType> drawn = new HashSet<>();
    LongStream.range(0, DRAWS).mapToObj(RandomLayers::of)
        .forEach(network -> network.layers()
            .forEach(layer -> drawn.add(LayerType.of(layer.node().layer()))));
    assertEquals(new HashSet<>(LayerType.all()), drawn);
  }
}
