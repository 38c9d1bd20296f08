package fovea.server.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
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

  private void takes(long work, long nanos) throws InterruptedException {
    RunQueue.Place place = queue.enter(1, work);
    queue.awaitTurn(place);
    queue.leave(place, nanos);
  }
}
