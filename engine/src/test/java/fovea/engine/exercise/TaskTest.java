package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.globalAvgPool;
import static fovea.engine.exercise.Layers.keeping;
import static fovea.engine.exercise.Layers.linear;
import static fovea.engine.exercise.Layers.maxPool;
import static fovea.engine.exercise.Layers.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Goal.Progress;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every task can be solved, is not solved to begin with, and is not solved by almost doing it. */
class TaskTest {

  private static final Maps GRAY = new Maps(1, 64, 64);
  private static final Maps COLOUR = new Maps(3, 64, 64);
  private static final Maps LARGE = new Maps(3, 224, 224);

  @Test
  void theStartIsLegalAndNotYetThere() {
    for (Task task : Tasks.all()) {
      NetworkReading start = NetworkReading.of(task.start());
      assertTrue(start.isLegal(), task.word());
      assertFalse(task.isSolvedBy(start), task.word());
    }
  }

  @Test
  void wordsAreDifferentAndFindTheirTask() {
    Set<String> words = new HashSet<>();
    for (Task task : Tasks.all()) {
      assertTrue(words.add(task.word()));
      assertEquals(Optional.of(task), Task.named(task.word()));
      assertTrue(task.goals().stream().anyMatch(Goal.Legal.class::isInstance));
    }
    assertEquals(Optional.empty(), Task.named("nowhere"));
  }

  @Test
  void aKernelOfFiveNeedsAPaddingOfTwo() {
    solved("keep_size", network(LARGE, conv(8, 5, 1, 2)));
    solved("keep_size", network(LARGE, keeping(8, Pair.of(3), 1), keeping(8, Pair.of(3), 1)));
    missed("keep_size", "output_is", network(LARGE, conv(8, 5, 1, 1)));
    missed("keep_size", "output_is", network(LARGE, conv(7, 5, 1, 2)));
    missed("keep_size", "field_is", network(LARGE, conv(8, 3, 1, 1)));
    missed("keep_size", "input_is", network(new Maps(3, 228, 224),
        conv(8, Pair.of(5), Pair.of(1), new Pair(0, 2), 1)));
  }

  @Test
  void aFieldOf32IsReachedByConvolutionsAndPools() {
    Conv2d three = conv(8, 3, 1, 1);
    Layer half = maxPool(2, 2, 0, false);
    // 3, 5, 6, 10, 14, 16, 24, 32.
    solved("field32", network(GRAY, three, three, half, three, three, half, three, three));
    missed("field32", "field_at_least",
        network(GRAY, three, three, half, three, three, half, three));
    // Fifteen 3×3 see 31, sixteen see 33.
    solved("field32", network(GRAY, Collections.nCopies(16, three).toArray(Layer[]::new)));
    missed("field32", "field_at_least",
        network(GRAY, Collections.nCopies(15, three).toArray(Layer[]::new)));
    missed("field32", "field_at_least",
        network(GRAY, conv(8, new Pair(32, 31), Pair.of(1), Pair.of(0), 1)));
    missed("field32", "input_is", network(new Maps(1, 64, 63),
        three, three, half, three, three, half, three, three));
  }

  @Test
  void aLinearLayerIsNoWayToALargerField() {
    missed("field32", "field_at_least", network(GRAY, conv(8, 3, 1, 1), new Flatten(), linear(10)));
    missed("field32", "field_at_least", network(GRAY, conv(8, 3, 1, 1), globalAvgPool()));
  }

  @Test
  void threeSmallKernelsSeeWhatOneOfSevenSees() {
    Layer stem = conv(64, 1, 1, 0);
    Conv2d three = conv(64, 3, 1, 1);
    Conv2d five = conv(64, 5, 1, 2);
    solved("same_field", network(COLOUR, stem, three, three, three));
    solved("same_field", network(COLOUR, stem, keeping(64, new Pair(1, 7), 1),
        keeping(64, new Pair(7, 1), 1)));
    missed("same_field", "field_is", network(COLOUR, stem, three, three));
    missed("same_field", "parameters_at_most_share", network(COLOUR, stem, five, three));
    missed("same_field", "output_is",
        network(COLOUR, stem, three, three, conv(63, 3, 1, 1)));
    missed("same_field", "input_is", network(GRAY, stem, three, three, three));
  }

  @Test
  void thinLayersLeadToManyMapsWithFewParameters() {
    // 448 + 4,640 + 36,992 = 42,080.
    solved("small", network(COLOUR, conv(16, 3, 2, 1), conv(32, 3, 2, 1), conv(128, 3, 2, 1)));
    missed("small", "output_is",
        network(COLOUR, conv(16, 3, 2, 1), conv(32, 3, 2, 1), conv(128, 3, 2, 0)));
    missed("small", "output_is",
        network(COLOUR, conv(16, 3, 2, 1), conv(32, 3, 2, 1), conv(127, 3, 2, 1)));
    // 448 + 5,800 + 46,208 = 52,456.
    missed("small", "parameters_below",
        network(COLOUR, conv(16, 3, 2, 1), conv(40, 3, 2, 1), conv(128, 3, 2, 1)));
  }

  @Test
  void exactlyTheBoundIsNotBelowIt() {
    Goal goal = new Goal.ParametersBelow(1_792);
    NetworkReading start = NetworkReading.of(network(COLOUR));
    assertFalse(
        goal.progress(start, NetworkReading.of(network(COLOUR, conv(64, 3, 1, 1)))).isMet());
    assertTrue(goal.progress(start, NetworkReading.of(
        network(COLOUR, with(conv(64, 3, 1, 1), 1, false)))).isMet());
  }

  @Test
  void aShareMayBeReachedAndNotPassed() {
    Goal half = new Goal.ParametersAtMostShare(50);
    NetworkReading start = NetworkReading.of(network(COLOUR, conv(64, 3, 1, 1)));
    assertTrue(half.progress(start, NetworkReading.of(network(COLOUR, conv(32, 3, 1, 1)))).isMet());
    assertFalse(
        half.progress(start, NetworkReading.of(network(COLOUR, conv(33, 3, 1, 1)))).isMet());
  }

  @Test
  void whatIsSavedCountsToTheLast() {
    NetworkReading start = NetworkReading.of(network(COLOUR, conv(64, 3, 1, 1)));
    NetworkReading half = NetworkReading.of(network(COLOUR, conv(32, 3, 1, 1)));
    long saved = 32L * 27 * 64 * 64;
    assertTrue(new Goal.MacsSaved(saved).progress(start, half).isMet());
    assertFalse(new Goal.MacsSaved(saved + 1).progress(start, half).isMet());
  }

  @Test
  void aThousandClassesNeedNoLargeLinearLayer() {
    List<Layer> layers = new ArrayList<>();
    for (int channels : new int[]{32, 64, 128, 256}) {
      layers.add(conv(channels, 3, 2, 1));
      layers.add(new ReLU());
    }
    List<Layer> pooled = new ArrayList<>(layers);
    pooled.addAll(List.of(globalAvgPool(), new Flatten(), linear(1000)));
    // 3, 7, 15, 31: 387,840 and 257,000 parameters.
    solved("classify", network(LARGE, pooled.toArray(Layer[]::new)));
    List<Layer> all = new ArrayList<>(layers);
    all.addAll(List.of(new Flatten(), linear(1000)));
    missed("classify", "parameters_below", network(LARGE, all.toArray(Layer[]::new)));
    List<Layer> fewer = new ArrayList<>(pooled);
    fewer.set(fewer.size() - 1, linear(999));
    missed("classify", "output_is", network(LARGE, fewer.toArray(Layer[]::new)));
    missed("classify", "field_at_least",
        network(LARGE, conv(32, 3, 2, 1), globalAvgPool(), new Flatten(), linear(1000)));
  }

  @Test
  void depthwiseSeparableConvolutionsSaveABillion() {
    Layer first = conv(64, 3, 2, 1);
    Conv2d second = conv(128, 3, 1, 1);
    Layer third = conv(128, 3, 1, 1);
    // The third takes 462,422,016 or in two steps 54,992,896, the fourth 924,844,032 or 106,373,120.
    solved("depthwise", network(new Maps(3, 112, 112), first, new ReLU(), second, new ReLU(),
        deep(128), new BatchNorm2d(1e-5), new ReLU(), conv(128, 1, 1, 0), new ReLU(),
        deep(128), conv(256, 1, 1, 0), new ReLU()));
    missed("depthwise", "macs_saved", network(new Maps(3, 112, 112), first, deep(64),
        conv(128, 1, 1, 0), deep(128), conv(128, 1, 1, 0), conv(256, 3, 1, 1)));
    missed("depthwise", "macs_saved", network(new Maps(3, 112, 112), first, second, third,
        deep(128), conv(256, 1, 1, 0)), "depthwise_separable");
    missed("depthwise", "field_is", network(new Maps(3, 112, 112), first, second,
        deep(128), conv(128, 1, 1, 0), keepingDeep(128, 5), conv(256, 1, 1, 0)));
    missed("depthwise", "output_is", network(new Maps(3, 112, 112), first, second,
        deep(128), conv(128, 1, 1, 0), deep(128), conv(255, 1, 1, 0)));
    // As cheap, by thin layers in between.
    missed("depthwise", "depthwise_separable", network(new Maps(3, 112, 112), first,
        conv(16, 3, 1, 1), conv(16, 3, 1, 1), conv(256, 3, 1, 1)));
  }

  private static Conv2d deep(int channels) {
    return keepingDeep(channels, 3);
  }

  private static Conv2d keepingDeep(int channels, int kernel) {
    return with(keeping(channels, Pair.of(kernel), 1), channels, true);
  }

  @Test
  void nothingButItsInputIsMetByANetworkThatCannotBeComputed() {
    Task task = Task.named("small").orElseThrow();
    List<Progress> progress = task.check(NetworkReading.of(
        network(COLOUR, conv(16, 3, 2, 1), conv(128, 99, 1, 0))));
    assertTrue(progress.stream().noneMatch(Progress::isMet));
    assertEquals(List.of(), progress.get(1).now());
    assertEquals(List.of(BigInteger.ONE), progress.getLast().now());
  }

  @Test
  void anEmptyNetworkGivesThePictureAndSeesOnePixel() {
    NetworkReading empty = NetworkReading.of(network(GRAY));
    Progress field = new Goal.FieldAtLeast(1, 1).progress(empty, empty);
    assertTrue(field.isMet());
    assertEquals(List.of(BigInteger.ONE, BigInteger.ONE), field.now());
    assertTrue(new Goal.OutputIs(GRAY).progress(empty, empty).isMet());
  }

  @Test
  void progressTellsBothNumbers() {
    Task task = Task.named("same_field").orElseThrow();
    Progress share = task.check(NetworkReading.of(task.start())).get(3);
    // 3 · 64 + 64 of the stem, 49 · 64 · 64 + 64 of the convolution; 56 of a hundred are wanted.
    assertEquals(List.of(BigInteger.valueOf(256 + 200_768)), share.now());
    assertEquals(List.of(BigInteger.valueOf(112_573)), share.wanted());
    Task depthwise = Task.named("depthwise").orElseThrow();
    Progress saved = depthwise.check(NetworkReading.of(depthwise.start())).get(4);
    assertEquals(List.of(BigInteger.ZERO), saved.now());
    assertEquals(List.of(BigInteger.valueOf(1_000_000_000)), saved.wanted());
  }

  private static void solved(String word, Network network) {
    List<Progress> progress = Task.named(word).orElseThrow().check(NetworkReading.of(network));
    assertTrue(progress.stream().allMatch(Progress::isMet), progress::toString);
  }

  /** All goals are met but this one, and these. */
  private static void missed(String word, String goal, Network network, String... others) {
    List<String> missed = Task.named(word).orElseThrow().check(NetworkReading.of(network)).stream()
        .filter(progress -> !progress.isMet()).map(progress -> progress.goal().word()).toList();
    List<String> expected = new ArrayList<>(List.of(goal));
    expected.addAll(List.of(others));
    assertEquals(new HashSet<>(expected), new HashSet<>(missed));
  }

  private static Network network(Maps picture, Layer... layers) {
    NetworkBuilder net = NetworkBuilder.named("net", picture);
    for (int i = 0; i < layers.length; i++) {
      net.add("layer" + i, layers[i]);
    }
    return net.build();
  }
}
