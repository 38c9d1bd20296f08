package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private final Queue<String> computed = new ConcurrentLinkedQueue<>();

  @Test
  void nothingIsWarmedUpWhileSomeoneWaitsForARun() throws Exception {
    AtomicBoolean someoneWaits = new AtomicBoolean(true);
    CountDownLatch looks = new CountDownLatch(3);
    Thread warmUp = Thread.ofPlatform()
        .start(new WarmUp(new ListeningKernels(computed), 1, () -> {
          looks.countDown();
          return someoneWaits.get();
        }, _ -> {}));
    looks.await();
    List<String> meanwhile = List.copyOf(computed);
    someoneWaits.set(false);
    while (computed.isEmpty()) {
      Thread.onSpinWait();
    }
    warmUp.interrupt();
    warmUp.join();

    assertEquals(List.of(), meanwhile);
    assertFalse(computed.isEmpty());
  }

  @Test
  void atItsEndItTellsWhatAMultiplyAccumulateCostsHere() {
    List<Double> told = new ArrayList<>();
    new WarmUp(Kernels.best(), 1, () -> false, told::add).run();
    assertEquals(1, told.size());
    // From a machine with a thousand of our lanes to one that only has its interpreter.
    assertTrue(told.getFirst() > 1e-4 && told.getFirst() < 100, told::toString);
  }
}
