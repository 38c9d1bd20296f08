package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceTest {

  private static final String FOUR_LAYERS = """
      {"name": "four", "input": [3, 16, 16], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 3},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "relu2", "type": "ReLU"}]}""";

  /** The layers that were computed, in order. */
  private final ConcurrentLinkedQueue<String> computed = new ConcurrentLinkedQueue<>();

  private final Inference inference = new Inference(2, 1 << 20, new ListeningKernels(computed));

  @AfterEach
  void close() {
    inference.close();
  }

  @Test
  void theSameRunAgainComputesNothing() {
    run(FOUR_LAYERS, Set.of());
    computed.clear();

    Activations again = run(FOUR_LAYERS, Set.of());

    assertEquals(List.of(), List.copyOf(computed));
    assertTrue(again.layers().containsAll(List.of("input", "conv1", "relu1", "conv2", "relu2")));
  }

  @Test
  void anEditComputesOnlyWhatLiesBehindIt() {
    run(FOUR_LAYERS, Set.of());
    computed.clear();

    run(FOUR_LAYERS.replace("\"out_channels\": 4", "\"out_channels\": 5"), Set.of());

    assertEquals(List.of("conv2", "relu2"), List.copyOf(computed));
  }

  @Test
  void keysChangeBehindAnEditAndNowhereElse() {
    Map<String, String> before = keys(FOUR_LAYERS, 0);
    Map<String, String> after = keys(
        FOUR_LAYERS.replace("\"out_channels\": 4", "\"out_channels\": 5"), 0);

    assertEquals(before.get("relu1"), after.get("relu1"));
    assertNotEquals(before.get("conv2"), after.get("conv2"));
    assertNotEquals(before.get("relu2"), after.get("relu2"));
    assertNotEquals(before.get("conv1"), keys(FOUR_LAYERS, 1).get("conv1"));
    assertEquals(before, keys(FOUR_LAYERS, 0));
  }

  @Test
  void onlyWhatTheOutputsNeedIsComputed() {
    Activations activations = run(FOUR_LAYERS, Set.of("relu1"));

    assertEquals(List.of("conv1", "relu1"), List.copyOf(computed));
    assertEquals(Set.of("relu1"), activations.layers());
  }

  @Test
  void aRunGoesOnFromTheLastLayerThatIsRemembered() {
    run(FOUR_LAYERS, Set.of("relu1"));
    computed.clear();

    run(FOUR_LAYERS, Set.of("relu2"));

    assertEquals(List.of("conv2", "relu2"), List.copyOf(computed));
  }

  @Test
  void identicalRunsAtTheSameTimeAreComputedOnce() {
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<Activations>> runs = IntStream.range(0, 30)
        .mapToObj(_ -> CompletableFuture.supplyAsync(
            () -> {
              awaitQuietly(start);
              return run(FOUR_LAYERS, Set.of());
            },
            task -> Thread.ofVirtual().start(task)))
        .toList();
    start.countDown();

    List<Activations> results = runs.stream().map(CompletableFuture::join).toList();

    assertEquals(List.of("conv1", "relu1", "conv2", "relu2"), List.copyOf(computed));
    for (Activations result : results) {
      assertArrayEquals(results.getFirst().tensor("relu2").data(), result.tensor("relu2").data());
    }
  }

  @Test
  void aCancelledRunEndsAtOnce() throws Exception {
    NetworkReading network = reading("""
        {"name": "long", "input": [64, 128, 128], "layers": [
          {"id": "conv", "type": "Conv2d", "out_channels": 512, "kernel_size": 3},
          {"id": "conv2", "type": "Conv2d", "out_channels": 512, "kernel_size": 3}]}""");
    Cancellation cancellation = new Cancellation();
    CompletableFuture<Long> ended = CompletableFuture.supplyAsync(
        () -> {
          assertThrows(
              CancellationException.class,
              () -> inference.run(
                  network, Weights.seeded(0), picture(network), Set.of(), Progress.NONE,
                  cancellation));
          return System.nanoTime();
        });
    while (computed.isEmpty()) {
      Thread.sleep(1);
    }
    Thread.sleep(50);
    long start = System.nanoTime();
    cancellation.cancel();

    // 50 ms, and as much again for a machine that has other things to do.
    assertTrue(ended.join() - start < 100_000_000);
    // The threads are free again as well: a small run does not wait for the rest of the large one.
    start = System.nanoTime();
    run(FOUR_LAYERS, Set.of());
    assertTrue(System.nanoTime() - start < 2_000_000_000L);
  }

  @Test
  void aRunGoesOnForThoseWhoHaveNotCancelled() {
    Cancellation cancellation = new Cancellation();
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> leaving = CompletableFuture.runAsync(
        () -> assertThrows(
            CancellationException.class,
            () -> inference.run(
                reading(FOUR_LAYERS), Weights.seeded(0), picture(reading(FOUR_LAYERS)), Set.of(),
                (_, _, _) -> {
                  first.countDown();
                  cancellation.cancel();
                },
                cancellation)));
    awaitQuietly(first);

    assertTrue(run(FOUR_LAYERS, Set.of()).has("relu2"));
    assertTrue(leaving.handle((_, _) -> true).join());
  }

  @Test
  void progressEndsWithAllOfTheWork() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();

    inference.run(
        reading(FOUR_LAYERS), Weights.seeded(0), picture(reading(FOUR_LAYERS)), Set.of(),
        (_, macsDone, macsTotal) -> {
          done.add(macsDone);
          totals.add(macsTotal);
        },
        new Cancellation());

    assertEquals(4, done.size());
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(totals.getLast(), done.getLast());
  }

  @Test
  void whatIsRememberedStaysWithinItsBytes() {
    for (int seed = 0; seed < 100; seed++) {
      NetworkReading network = reading(FOUR_LAYERS);
      inference.run(
          network, Weights.seeded(seed), picture(network), Set.of(), Progress.NONE,
          new Cancellation());
      assertTrue(inference.cachedBytes() <= 1 << 20);
    }
    assertTrue(inference.cachedBytes() > 1 << 19);
  }

  @Test
  void memoryIsKnownBeforeItIsTakenAndNeverOverflows() {
    assertEquals(
        Float.BYTES * ((5 * 12 + 3 * 257 + 2 * 8 * 197 + 2 * 4 * 145) + (8 * 27 + 8 + 4 * 72 + 4)),
        inference.bytesNeeded(reading(FOUR_LAYERS)));
    assertEquals(
        Long.MAX_VALUE,
        inference.bytesNeeded(reading(
            """
            {"name": "bomb", "input": [3, 16, 16], "layers": [
              {"id": "up", "type": "Upsample", "scale_factor": 40000000},
              {"id": "relu", "type": "ReLU"}]}""")));
  }

  @Test
  void picturesAndOutputsOfAnotherNetworkAreRefused() {
    NetworkReading network = reading(FOUR_LAYERS);
    Tensor small = Tensor.of(new float[12], 3, 2, 2);
    Tensor picture = picture(network);

    assertThrows(
        IllegalArgumentException.class,
        () -> inference.run(
            network, Weights.seeded(0), small, Set.of(), Progress.NONE, new Cancellation()));
    assertThrows(
        IllegalArgumentException.class,
        () -> inference.run(
            network, Weights.seeded(0), picture, Set.of("conv9"), Progress.NONE,
            new Cancellation()));
  }

  private Activations run(String document, Set<String> outputs) {
    NetworkReading network = reading(document);
    return inference.run(
        network, Weights.seeded(0), picture(network), outputs, Progress.NONE, new Cancellation());
  }

  private Map<String, String> keys(String document, long seed) {
    NetworkReading network = reading(document);
    return inference.keys(network, Weights.seeded(seed), picture(network));
  }

  private static NetworkReading reading(String document) {
    return NetworkReading.of(NetworkDocument.parse(document));
  }

  private static Tensor picture(NetworkReading network) {
    var shape = network.network().input();
    Random random = new Random(1);
    float[] data = new float[(int) shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(data, shape.channels(), shape.height(), shape.width());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
