package fovea.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
import java.util.Random;
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
    queue.enter(1, LARGE);
    queue.refuseIfFull();
    assertTrue(queue.state(queue.enter(1, LARGE)).about().toSeconds() < 10);
  }

  @Test
  void aMachineThatIsSlowerThanThoughtSendsPeopleAwaySooner() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      takes(LARGE, 60_000_000_000L);
    }
    queue.enter(1, LARGE);
    assertThrows(Refusal.class, queue::refuseIfFull);
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
  void beforeTheFirstRunTheWarmUpTells() {
    queue.assume(0.05);
    assertEquals(LARGE * 0.05, (double) queue.expected(LARGE).toNanos(), 1_000);
  }

  private void takes(long work, long nanos) throws InterruptedException {
    takes(queue, work, work, nanos);
  }

  private static void takes(RunQueue machine, long work, long done, long nanos)
      throws InterruptedException {
    RunQueue.Place place = machine.enter(1, work);
    machine.awaitTurn(place);
    machine.leave(place, done, nanos);
  }
}
