package fovea.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.run.Errand;
import fovea.server.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private static final long LARGE = 15_000_000_000L;

  private final RunQueue queue = new RunQueue(1 << 30, 10 * LARGE);

  @Test
  void manyTinyRunsThatWaitedForOtherThingsDoNotMakeALargeOneLookEndless()
      throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      takes(1_000, 50_000_000);
    }
    queue.enter(1, errand(LARGE), 0);
    queue.refuseIfFull();
    assertTrue(queue.state(queue.enter(1, errand(LARGE), 0)).about().toSeconds() < 10);
  }

  @Test
  void aMachineThatIsSlowerThanThoughtSendsPeopleAwaySooner() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      takes(LARGE, 60_000_000_000L);
    }
    queue.enter(1, errand(LARGE), 0);
    assertThrows(Refusal.class, queue::refuseIfFull);
  }

  @Test
  void whoIsMadeReadyHasAPlaceThatNobodyElseGets() {
    List<Reservation> kept = new ArrayList<>();
    assertThrows(Refusal.class, () -> {
      while (kept.size() < 1_000) {
        kept.add(queue.reserve());
      }
    });
    assertThrows(Refusal.class, () -> queue.enter(1, errand(1), 0));
    for (Reservation place : kept) {
      queue.enter(1, errand(1), 0, place);
    }
    assertThrows(Refusal.class, queue::refuseIfFull);
  }

  @Test
  void aPlaceThatIsGivenBackIsAnothers() {
    List<Reservation> kept = new ArrayList<>();
    assertThrows(Refusal.class, () -> {
      while (kept.size() < 1_000) {
        kept.add(queue.reserve());
      }
    });
    kept.getFirst().close();
    kept.getFirst().close();
    kept.add(queue.reserve());
    assertThrows(Refusal.class, queue::reserve);
  }

  @Test
  void whatIsExpectedFollowsTheRunsOfThisMachineFromTheFirstOneOn() throws InterruptedException {
    Random random = new Random(7);
    for (int draw = 0; draw < 200; draw++) {
      RunQueue machine = new RunQueue(1 << 30, 10 * LARGE);
      double nanosAStep = Math.exp(random.nextDouble(-6, 1));
      machine.assume(random.nextDouble());
      for (int run = 0; run < 12; run++) {
        long work = random.nextLong(100_000_000, LARGE);
        takes(machine, work, work, (long) (work * nanosAStep));
        assertEquals(nanosAStep, machine.expected(LARGE).toNanos() / (double) LARGE,
            nanosAStep / 1e3);
      }
      machine.assume(99);
      takes(machine, LARGE, 1_000_000, 1);
      assertEquals(nanosAStep, machine.expected(LARGE).toNanos() / (double) LARGE,
          nanosAStep / 1e3, "what was remembered tells nothing");
      for (int run = 0; run < 40; run++) {
        takes(machine, LARGE, LARGE, (long) (3 * nanosAStep * LARGE));
      }
      assertEquals(3 * nanosAStep, machine.expected(LARGE).toNanos() / (double) LARGE,
          nanosAStep / 10, "the machine has become slower");
    }
  }

  @Test
  void thoseWhoWantTheSameWaitForItOnce() throws InterruptedException {
    queue.assume(1);
    Errand same = new Errand("same", LARGE);
    queue.awaitTurn(queue.enter(1, same, 0));
    for (int i = 0; i < 40; i++) {
      assertEquals(7_500, queue.state(queue.enter(1, same, 0)).about().toMillis(),
          "what computes is half done on average");
    }
    RunQueue.Place other = queue.enter(1, new Errand("other", 2 * LARGE), 0);
    assertEquals(7_500, queue.state(other).about().toMillis());
    Refusal refusal = assertThrows(Refusal.class, () -> queue.enter(1, same, 0));
    assertTrue(refusal.retryAfterSeconds() >= 19, refusal.detail());
  }

  @Test
  void whatEachComputesFromTheSameValuesIsWaitedForEachTime() throws InterruptedException {
    queue.assume(1);
    Errand same = new Errand("same", LARGE);
    queue.awaitTurn(queue.enter(1, same, 1_000_000_000));
    queue.enter(1, same, 2_000_000_000);
    RunQueue.Place third = queue.enter(1, same, 3_000_000_000L);
    assertEquals(7_500 + 500 + 2_000, queue.state(third).about().toMillis());
  }

  @Test
  void whatIsRememberedMakesNobodyWait() {
    queue.assume(1);
    for (int i = 0; i < 40; i++) {
      assertEquals(0, queue.state(queue.enter(1, errand(1), 0)).about().toMillis());
    }
  }

  @Test
  void whoJoinsWhatIsAlmostDoneTellsNothingOfThePace() throws InterruptedException {
    takes(LARGE, LARGE);
    RunQueue.Place first = queue.enter(1, new Errand("same", LARGE), 0);
    RunQueue.Place second = queue.enter(1, new Errand("same", LARGE), 0);
    queue.awaitTurn(first);
    queue.awaitTurn(second);
    queue.leave(second, LARGE, 1_000);
    queue.leave(first, LARGE, LARGE);
    assertEquals(LARGE, queue.expected(LARGE).toNanos());
  }

  @Test
  void beforeTheFirstRunTheWarmUpTells() {
    queue.assume(0.05);
    assertEquals(LARGE * 0.05, (double) queue.expected(LARGE).toNanos(), 1_000);
  }

  private void takes(long work, long nanos) throws InterruptedException {
    takes(queue, work, work, nanos);
  }

  private static void takes(RunQueue machine, long work, long done, long nanos)
      throws InterruptedException {
    RunQueue.Place place = machine.enter(1, errand(work), 0);
    machine.awaitTurn(place);
    machine.leave(place, done, nanos);
  }

  /** Like nobody else's. */
  private static Errand errand(long work) {
    return new Errand(UUID.randomUUID().toString(), work);
  }
}
