package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.explain.Downsampling.Way;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.zoo.Zoo;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Pictures whose statistics are known beforehand. */
class LocalityTest {

  private static final Inference INFERENCE = new Inference(1, 1 << 20, Kernels.textbook());

  /** Its pixels follow on their left neighbours with correlation 0.9, and on those above. */
  private static final Tensor SMOOTH = smooth(64, 0.9);

  @AfterAll
  static void close() {
    INFERENCE.close();
  }

  @Test
  void pixelsAreLessAlikeTheFurtherTheyStandApart() {
    Locality locality = Locality.of(SMOOTH, 1);
    assertEquals(33, locality.picture().size());
    assertEquals(1, locality.picture().getFirst(), 1e-9);
    assertEquals(0.9, locality.picture().get(1), 0.03);
    assertEquals(0.81, locality.picture().get(2), 0.05);
    assertTrue(locality.picture().get(12) < 0.5);
  }

  @Test
  void shuffledPixelsKnowNothingOfTheirNeighbours() {
    Locality locality = Locality.of(SMOOTH, 1);
    for (double correlation : locality.shuffled().subList(1, 33)) {
      assertEquals(0, correlation, 0.1);
    }
  }

  @Test
  void neighboursAreAlikeEverywhere() {
    Locality locality = Locality.of(SMOOTH, 1);
    assertEquals(9, locality.places().size());
    locality.places().forEach(place -> assertEquals(0.82, place.neighbours(), 0.15));
  }

  @Test
  void aPictureOfOneColourHasNoCorrelationAndNothingFails() {
    Tensor flat = Tensor.of(new float[3 * 16 * 16], 3, 16, 16);
    assertEquals(0, Locality.of(flat, 1).picture().get(1));
    Denoising.of(flat, 1);
    Downsampling.of(INFERENCE, flat, 2, 1);
  }

  @Test
  void shufflingCostsAConvolutionItsKnowledgeAndAFullyConnectedLayerNothing() {
    Denoising learnt = Denoising.of(SMOOTH, 1);
    assertTrue(learnt.plain().convolution() < 0.5, () -> "" + learnt.plain());
    assertTrue(learnt.shuffled().convolution() > 1.4 * learnt.plain().convolution(),
        () -> learnt.plain() + " " + learnt.shuffled());
    assertEquals(learnt.plain().full(), learnt.shuffled().full(), 1e-6);
    assertEquals(25, learnt.convolutionWeights());
    assertEquals(4_096, learnt.fullWeights());
  }

  @Test
  void ofNoiseAloneNothingCanBeLearnt() {
    Denoising learnt = Denoising.of(smooth(64, 0), 1);
    // The best that is known of a pixel alone: 1 / (1 + noise²) of the noise stays.
    assertEquals(0.8, learnt.plain().convolution(), 0.05);
    assertEquals(0.8, learnt.shuffled().convolution(), 0.05);
  }

  @Test
  void aConvolutionCannotSayWhereAThingIsUntilItIsToldTheCoordinates() {
    Position position = Position.of(INFERENCE, SMOOTH, 1);
    position.without().forEach(guess -> {
      // The same features everywhere: the mean of all places is the best guess.
      assertEquals(12, guess.guessedY(), 0.5);
      assertEquals(12, guess.guessedX(), 0.5);
    });
    assertTrue(Position.error(position.without()) > 5);
    assertTrue(Position.error(position.with()) < 0.1 * Position.error(position.without()),
        () -> "off by " + Position.error(position.with()));
  }

  @Test
  void smallWindowsBehindEachOtherSeeMuchWithFewParameters() {
    List<Composition> vgg = Composition.of(NetworkReading.of(Zoo.network("vgg16")));
    assertEquals(13, vgg.size());
    Composition second = vgg.get(1);
    assertEquals(BigInteger.valueOf(5), second.height());
    // (3 · 9 + 1) · 64 and (64 · 9 + 1) · 64; one 5 × 5 convolution: (3 · 25 + 1) · 64.
    assertEquals(BigInteger.valueOf(1_792 + 36_928), second.steps());
    assertEquals(BigInteger.valueOf(4_864), second.single());
  }

  @Test
  void averagePoolingIsAConvolutionWithAStrideAndEvenWeights() {
    List<Way> ways = Downsampling.of(INFERENCE, SMOOTH, 2, 1).ways();
    assertEquals(List.of("max", "mean", "box", "gaussian", "seed"),
        ways.stream().map(Way::word).toList());
    assertEquals(0, ways.get(2).fromMean(), 1e-6);
    assertTrue(ways.get(0).fromMean() > 0.05);
    assertEquals(0, ways.get(1).parameters());
    assertEquals(4, ways.get(2).parameters());
    assertEquals(5, ways.get(4).parameters());
    assertTrue(ways.get(1).likeness() > 0.9);
    assertTrue(ways.get(1).noise() < ways.get(0).noise());
  }

  private static Tensor smooth(int side, double correlation) {
    Random random = new Random(11);
    double fresh = Math.sqrt(1 - correlation * correlation);
    double[][] rows = new double[side][side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double own = random.nextGaussian();
        double left = x == 0 ? own : correlation * rows[y][x - 1] + fresh * own;
        rows[y][x] = left;
      }
    }
    float[] numbers = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        rows[y][x] = y == 0 ? rows[y][x] : correlation * rows[y - 1][x] + fresh * rows[y][x];
        numbers[y * side + x] = (float) rows[y][x];
      }
    }
    return Tensor.of(numbers, 1, side, side);
  }
}
