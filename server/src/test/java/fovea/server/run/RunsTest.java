package fovea.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long PLENTY = 1L << 30;

  private final Inference inference = Inference.withDefaults();
  private final Runs runs = new Runs(inference, PLENTY, Duration.ofSeconds(2));

  @AfterEach
  void close() {
    runs.close();
    inference.close();
  }

  private static RunRequest request(String network, long seed, AtomicInteger finished) {
    NetworkReading reading = NetworkReading.of(Zoo.network(network));
    Shape.Maps input = reading.network().input();
    float[] data = new float[(int) input.elements()];
    return new RunRequest(
        reading,
        Weights.seeded(seed),
        Tensor.of(data, input.channels(), input.height(), input.width()),
        Set.of(),
        values -> finished.incrementAndGet());
  }

  @Test
  void aRunComesToItsEndAndHandsItsValuesOverOnce() {
    AtomicInteger finished = new AtomicInteger();
    Run run = runs.start(new Owner("ann"), request("tinyvgg", 0, finished));
    assertTrue(run.await(LONG));
    assertInstanceOf(RunState.Done.class, run.state());
    assertEquals(1, finished.get());
    assertEquals(run, runs.of(new Owner("ann")).orElseThrow());
    assertTrue(runs.of(new Owner("ben")).isEmpty());
  }

  @Test
  void aNewerRunReplacesTheOlderOfTheSamePerson() {
    Owner ann = new Owner("ann");
    AtomicInteger finished = new AtomicInteger();
    Run older = runs.start(ann, request("vgg19", 0, finished));
    Run newer = runs.start(ann, request("tinyvgg", 0, finished));
    assertTrue(newer.await(LONG));
    assertTrue(older.await(LONG));
    assertInstanceOf(RunState.Cancelled.class, older.state());
    assertInstanceOf(RunState.Done.class, newer.state());
  }

  @Test
  void aCancelledRunEndsSoonAndMakesRoom() {
    List<Run> long1 = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long1.add(runs.start(new Owner("p" + i), request("vgg19", i, new AtomicInteger())));
    }
    long1.forEach(Run::cancel);
    long start = System.nanoTime();
    Activations values = runs.compute(request("tinyvgg", 1, new AtomicInteger()));
    assertTrue(values.layers().size() > 5);
    assertTrue(System.nanoTime() - start < 5_000_000_000L);
  }

  @Test
  void whatCouldNeverBeComputedHereIsRefusedByName() {
    try (Runs small = new Runs(inference, 1_000_000, Duration.ofSeconds(2))) {
      RunRequest large = request("resnet18", 0, new AtomicInteger());
      Refusal refusal = assertThrows(Refusal.class, () -> small.start(new Owner("ann"), large));
      assertEquals(422, refusal.status());
      assertEquals("run_bytes", refusal.limit().orElseThrow());
    }
  }

  @Test
  void whenTooManyWaitTheNextIsRefusedAtOnceAndToldWhenToComeBack() {
    List<Run> waiting = new ArrayList<>();
    Refusal refusal = assertThrows(Refusal.class, () -> {
      for (int i = 0; i < 200; i++) {
        waiting.add(
            runs.start(new Owner("p" + i), request("vgg19", i, new AtomicInteger())));
      }
    });
    assertEquals(503, refusal.status());
    assertTrue(refusal.retryAfterSeconds() > 0);
    Run last = waiting.getLast();
    RunState.Waiting state = assertInstanceOf(RunState.Waiting.class, last.state());
    assertTrue(state.ahead() > 0);
    long fastestNanos = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long start = System.nanoTime();
      assertThrows(Refusal.class, runs::refuseIfFull);
      fastestNanos = Math.min(fastestNanos, System.nanoTime() - start);
    }
    assertTrue(fastestNanos < 50_000_000L);
    waiting.forEach(Run::cancel);
    waiting.forEach(run -> assertTrue(run.await(LONG)));
    assertTrue(runs.start(new Owner("x"), request("tinyvgg", 5, new AtomicInteger())).await(LONG));
  }
}
