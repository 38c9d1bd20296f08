package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.avgPool;
import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.keeping;
import static fovea.engine.exercise.Layers.linear;
import static fovea.engine.exercise.Layers.maxPool;
import static fovea.engine.exercise.Layers.transposed;
import static fovea.engine.exercise.Layers.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Question.Kind;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.zoo.Zoo;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Usual mistakes whose values were worked out with a pencil. */
class ExerciseTest {

  @Test
  void theFirstConvolutionOfVggIsMissedInTheUsualWays() {
    Exercise exercise = Exercise.about(Kind.PARAMETERS, Zoo.network("vgg16"), "features.0");
    assertTrue(mark(exercise, 1792).isRight());
    assertEquals(List.of(Mistake.BIAS_FORGOTTEN), mistakes(exercise, 3 * 3 * 3 * 64));
    // Three channels under a side of three: the number cannot tell which 3 is missing.
    assertEquals(List.of(Mistake.IN_CHANNELS_FORGOTTEN, Mistake.KERNEL_NOT_SQUARED),
        mistakes(exercise, 3 * 3 * 64 + 64));
    assertEquals(List.of(Mistake.IN_CHANNELS_FORGOTTEN), mistakes(exercise, 3 * 3 * 64));
    assertEquals(List.of(Mistake.OUT_CHANNELS_FORGOTTEN), mistakes(exercise, 28));
  }

  @Test
  void aKernelsSideIsForgottenWhereItDiffersFromTheChannels() {
    Exercise exercise = parameters(new Maps(8, 10, 10), conv(4, 3, 1, 1));
    assertTrue(mark(exercise, 8 * 4 * 9 + 4).isRight());
    assertEquals(List.of(Mistake.KERNEL_NOT_SQUARED), mistakes(exercise, 8 * 4 * 3 + 4));
    assertEquals(List.of(Mistake.BIAS_PER_KERNEL), mistakes(exercise, 288 + 32));
    assertEquals(List.of(Mistake.BIAS_PER_WEIGHT), mistakes(exercise, 288 + 288));
    assertEquals(List.of(Mistake.BIAS_PER_POSITION), mistakes(exercise, 288 + 400));
    assertEquals(List.of(Mistake.NOT_SHARED), mistakes(exercise, 292 * 100));
    assertEquals(List.of(Mistake.NOT_SHARED), mistakes(exercise, 288 * 100 + 4));
  }

  @Test
  void groupsAreIgnoredOrCountedOnce() {
    Exercise exercise = parameters(new Maps(32, 8, 8),
        with(keeping(32, Pair.of(3), 1), 4, false));
    assertTrue(mark(exercise, 32 * 8 * 9).isRight());
    assertEquals(List.of(Mistake.GROUPS_IGNORED), mistakes(exercise, 32 * 32 * 9));
    assertEquals(List.of(Mistake.GROUP_COUNTED_ONCE), mistakes(exercise, 8 * 8 * 9));
    assertEquals(List.of(Mistake.BIAS_ADDED), mistakes(exercise, 32 * 8 * 9 + 32));
  }

  @Test
  void aKernelThatIsNotSquareIsTakenForSquare() {
    Exercise exercise = parameters(new Maps(2, 8, 8), keeping(4, new Pair(3, 5), 1));
    assertTrue(mark(exercise, 2 * 4 * 15 + 4).isRight());
    assertEquals(List.of(Mistake.KERNEL_TAKEN_SQUARE), mistakes(exercise, 2 * 4 * 9 + 4));
    assertEquals(List.of(Mistake.KERNEL_TAKEN_SQUARE), mistakes(exercise, 2 * 4 * 25 + 4));
  }

  @Test
  void flattenedMapsHaveAsManyFeaturesAsNumbers() {
    NetworkBuilder net = NetworkBuilder.named("net", new Maps(16, 5, 5))
        .add("flatten", new Flatten()).add("fc", linear(120));
    Exercise exercise = Exercise.about(Kind.PARAMETERS, net.build(), "fc");
    assertTrue(mark(exercise, 48_120).isRight());
    assertEquals(List.of(Mistake.POSITIONS_FORGOTTEN), mistakes(exercise, 16 * 120 + 120));
    assertEquals(List.of(Mistake.BIAS_FORGOTTEN), mistakes(exercise, 48_000));
  }

  @Test
  void aBatchNormLearnsTwoNumbersAMap() {
    Exercise exercise = parameters(new Maps(8, 8, 8), new BatchNorm2d(1e-5));
    assertTrue(mark(exercise, 16).isRight());
    assertEquals(List.of(Mistake.RUNNING_STATISTICS_COUNTED), mistakes(exercise, 32));
  }

  @Test
  void wholeNetworksAreAddedUp() {
    Exercise exercise = Exercise.total(Zoo.network("vgg16"));
    assertTrue(mark(exercise, 138_357_544).isRight());
    assertEquals(List.of(Mistake.LINEAR_LAYERS_FORGOTTEN), mistakes(exercise, 14_714_688));
    // 13 convolutions have 4,224 biases, the linear layers 9,192.
    assertEquals(List.of(Mistake.BIAS_FORGOTTEN),
        mistakes(exercise, 138_357_544 - 4_224 - 9_192));
  }

  @Test
  void theProblemOf64By64IsFloored() {
    Exercise exercise = Exercise.about(Kind.SHAPE,
        NetworkBuilder.named("floor", new Maps(1, 64, 64))
            .add("conv", conv(8, 5, 2, 2)).build(),
        "conv");
    assertTrue(marks(exercise, 8, 32, 32).stream().allMatch(Mark::isRight));
    assertEquals(List.of(Mistake.CEIL_FOR_FLOOR), mistakes(exercise, 1, 8, 33, 32));
    assertEquals(List.of(Mistake.PLUS_ONE_FORGOTTEN, Mistake.PADDING_ONCE).stream().sorted()
        .toList(), mistakes(exercise, 1, 8, 31, 32).stream().sorted().toList());
    assertEquals(List.of(Mistake.PADDING_FORGOTTEN), mistakes(exercise, 2, 8, 32, 30));
    assertEquals(List.of(Mistake.STRIDE_FORGOTTEN), mistakes(exercise, 2, 8, 32, 64));
    assertEquals(List.of(Mistake.CHANNELS_KEPT), mistakes(exercise, 0, 1, 32, 32));
    assertTrue(marks(exercise, 8, 40, 32).get(1) instanceof Mark.Wrong);
  }

  @Test
  void aMistakeIsSaidWhereItBegan() {
    Exercise exercise = Exercise.about(Kind.SHAPE, NetworkBuilder.named("net", new Maps(3, 30, 30))
        .add("a", conv(4, 3, 1, 0)).add("b", conv(4, 7, 1, 3)).add("c", conv(4, 5, 1, 0)).build(),
        "c");
    assertTrue(marks(exercise, 4, 24, 24).stream().allMatch(Mark::isRight));
    Mark mark = marks(exercise, 4, 18, 24).get(1);
    assertTrue(mark instanceof Mark.Mistaken mistaken
        && mistaken.misses().getFirst().equals(new Miss(Mistake.PADDING_FORGOTTEN, "b",
            new BigDecimal(18).toBigInteger())),
        mark::toString);
  }

  @Test
  void ceilModeIsOverlookedOrTakenTooFar() {
    // 7 cells and 1 of padding each side: windows of 2 begin at 0, 2, 4, 6 of 9; one at 8 would be outside.
    Exercise exercise = shape(new Maps(1, 7, 7), maxPool(2, 2, 1, true));
    assertTrue(marks(exercise, 1, 4, 4).stream().allMatch(Mark::isRight));
    assertEquals(List.of(Mistake.LAST_WINDOW_KEPT), mistakes(exercise, 1, 1, 5, 4));
    Exercise other = shape(new Maps(1, 8, 8), maxPool(3, 2, 0, true));
    assertTrue(marks(other, 1, 4, 4).stream().allMatch(Mark::isRight));
    assertTrue(mistakes(other, 1, 1, 3, 4).contains(Mistake.FLOOR_FOR_CEIL));
  }

  @Test
  void transposedConvolutionsHaveMistakesOfTheirOwn() {
    Exercise exercise = shape(new Maps(4, 10, 10), transposed(2, 3, 2, 1, 1));
    assertTrue(marks(exercise, 2, 20, 20).stream().allMatch(Mark::isRight));
    assertEquals(List.of(Mistake.TRANSPOSED_AS_CONVOLUTION), mistakes(exercise, 1, 2, 5, 20));
    assertTrue(mistakes(exercise, 1, 2, 19, 20).contains(Mistake.OUTPUT_PADDING_FORGOTTEN));
    assertEquals(List.of(Mistake.CHANNELS_MULTIPLIED), mistakes(exercise, 0, 8, 20, 20));
  }

  @Test
  void joinedMapsAreCountedTogetherAndAddedOnesAreNot() {
    Exercise joined = branched(new Concat());
    assertTrue(marks(joined, 12, 9, 9).stream().allMatch(Mark::isRight));
    assertTrue(mistakes(joined, 0, 6, 9, 9).contains(Mistake.CHANNELS_NOT_JOINED));
    Exercise added = branched(new Add());
    assertTrue(marks(added, 6, 9, 9).stream().allMatch(Mark::isRight));
    assertTrue(mistakes(added, 0, 12, 9, 9).contains(Mistake.CHANNELS_ADDED));
  }

  private static Exercise branched(Layer merge) {
    return Exercise.about(Kind.SHAPE, NetworkBuilder.named("net", new Maps(3, 9, 9))
        .add("a", conv(6, 1, 1, 0)).add("b", conv(6, 3, 1, 1), "input")
        .add("both", merge, "a", "b").build(), "both");
  }

  @Test
  void fieldsOfAStackGrowByOneLessThanTheKernel() {
    Exercise exercise = Exercise.about(Kind.FIELD, NetworkBuilder.named("net", new Maps(1, 64, 64))
        .add("a", conv(4, 3, 1, 1)).add("b", conv(4, 3, 1, 1)).add("pool", avgPool(2, 2))
        .add("c", conv(4, 3, 1, 1)).build(), "c");
    assertTrue(mark(exercise, 10).isRight()); // 3, 5, 6, 10
    assertEquals(List.of(Mistake.STRIDES_IGNORED), mistakes(exercise, 8));
    // So much is also 3, 5, 7, 11: the pool's own stride counted for its kernel.
    assertEquals(List.of(Mistake.KERNELS_ADDED, Mistake.STRIDE_TOO_EARLY),
        mistakes(exercise, 3 + 3 + 2 + 3));
    assertEquals(List.of(Mistake.KERNELS_MULTIPLIED), mistakes(exercise, 3 * 3 * 2 * 3));
    assertEquals(List.of(Mistake.LAST_KERNEL_ALONE), mistakes(exercise, 3));
    assertEquals(List.of(Mistake.POOLING_DOUBLES), mistakes(exercise, 14));
    assertEquals(List.of(Mistake.POOLING_IGNORED), mistakes(exercise, 7));
    assertEquals(List.of(Mistake.PLUS_ONE_FORGOTTEN), mistakes(exercise, 9));
  }

  @Test
  void pathsThatMeetSeeWhatTheLargerSees() {
    Exercise exercise = Exercise.about(Kind.FIELD, NetworkBuilder.named("net", new Maps(1, 64, 64))
        .add("a", conv(4, 3, 1, 1)).add("b", conv(4, 7, 1, 3), "input")
        .add("both", new Concat(), "a", "b").build(), "both");
    assertTrue(mark(exercise, 7).isRight());
    assertTrue(mistakes(exercise, 3).contains(Mistake.SHORTER_BRANCH));
    assertTrue(mistakes(exercise, 10).contains(Mistake.BRANCHES_ADDED));
  }

  @Test
  void fieldsThatAreNotSquareAreAskedForByRowsAndColumns() {
    Exercise exercise = Exercise.about(Kind.FIELD, NetworkBuilder.named("net", new Maps(1, 64, 64))
        .add("a", keeping(4, new Pair(3, 5), 2)).build(), "a");
    assertEquals(List.of(Part.FIELD_HEIGHT, Part.FIELD_WIDTH),
        exercise.asked().stream().map(Asked::part).toList());
    assertTrue(marks(exercise, 5, 9).stream().allMatch(Mark::isRight));
    assertTrue(mistakes(exercise, 0, 3, 9).contains(Mistake.DILATION_FORGOTTEN));
    assertEquals(List.of(Mistake.AXES_SWAPPED), mistakes(exercise, 0, 9, 9));
  }

  @Test
  void halfANumberIsWrongAndAMissingOneIsRefused() {
    Exercise exercise = parameters(new Maps(3, 8, 8), conv(4, 3, 1, 1));
    assertTrue(exercise.mark(List.of(new BigDecimal("1728.5"))).getFirst() instanceof Mark.Wrong);
    assertThrows(IllegalArgumentException.class, () -> exercise.mark(List.of()));
    assertThrows(IllegalArgumentException.class,
        () -> Exercise.about(Kind.SHAPE, exercise.network(), "nowhere"));
  }

  @Test
  void anyLayerOfThePublishedNetworksCanBeAskedAbout() {
    for (String name : List.of("lenet5", "resnet18", "googlenet", "mobilenet_v2", "densenet121")) {
      var network = Zoo.network(name);
      String last = network.nodes().getLast().id();
      for (Kind kind : Kind.values()) {
        for (Asked asked : Exercise.about(kind, network, last).asked()) {
          assertTrue(asked.misses().stream()
              .noneMatch(miss -> miss.value().equals(asked.answer())), name);
        }
      }
    }
  }

  private static Exercise parameters(Maps picture, Layer layer) {
    return Exercise.about(Kind.PARAMETERS,
        NetworkBuilder.named("net", picture).add("layer", layer).build(), "layer");
  }

  private static Exercise shape(Maps picture, Layer layer) {
    return Exercise.about(Kind.SHAPE,
        NetworkBuilder.named("net", picture).add("layer", layer).build(), "layer");
  }

  private static Mark mark(Exercise exercise, long given) {
    return marks(exercise, given).getFirst();
  }

  private static List<Mark> marks(Exercise exercise, long... given) {
    return exercise.mark(
        Arrays.stream(given).mapToObj(BigDecimal::valueOf).toList());
  }

  private static List<Mistake> mistakes(Exercise exercise, long given) {
    return mistakes(exercise, 0, new long[]{given});
  }

  private static List<Mistake> mistakes(Exercise exercise, int part, long... given) {
    return marks(exercise, given).get(part) instanceof Mark.Mistaken mistaken
        ? mistaken.misses().stream().map(Miss::mistake).toList()
        : List.of();
  }
}
