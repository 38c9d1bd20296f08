package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How the kernels of a run's layers are made ready. */
class KernelMakingTest {

  private static final NetworkReading LARGE = NetworkReading.of(NetworkDocument.parse("""
      {"name": "large", "input": [16, 48, 48], "layers": [
        {"id": "narrow", "type": "Conv2d", "out_channels": 8, "kernel_size": 3},
        {"id": "wide", "type": "Conv2d", "out_channels": 64, "kernel_size": 3},
        {"id": "back", "type": "Conv2d", "out_channels": 16, "kernel_size": 3}]}"""));

  private static final Tensor PICTURE = Tensor.of(new float[16 * 48 * 48], 16, 48, 48);

  @Test
  void allThreadsMakeKernels() {
    CountDownLatch bothAreThere = new CountDownLatch(2);
    run(2, new Cancellation(), _ -> {
      bothAreThere.countDown();
      assertTrue(arrives(bothAreThere), "only one thread makes kernels");
    });
  }

  @Test
  void theLargestKernelIsMadeFirst() {
    Queue<String> made = new ConcurrentLinkedQueue<>();
    run(1, new Cancellation(), made::add);

    assertEquals(List.of("back", "wide", "narrow"), List.copyOf(made));
  }

  @Test
  void aCancelledRunMakesNoMoreKernels() {
    Queue<String> made = new ConcurrentLinkedQueue<>();
    Cancellation cancellation = new Cancellation();
    CountDownLatch waiterHasGone = new CountDownLatch(1);
    try (Inference inference = inference(1, id -> {
      made.add(id);
      cancellation.cancel();
      assertTrue(arrives(waiterHasGone));
    })) {
      assertThrows(CancellationException.class, () -> run(inference, cancellation));
      waiterHasGone.countDown();
      // The engine's only thread: free again once the run has ended.
      inference.compute(_ -> true, new Cancellation());
    }

    assertEquals(List.of("back"), List.copyOf(made));
  }

  private static boolean arrives(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static void run(int threads, Cancellation cancellation, Consumer<String> making) {
    try (Inference inference = inference(threads, making)) {
      run(inference, cancellation);
    }
  }

  private static Activations run(Inference inference, Cancellation cancellation) {
    return inference.run(
        LARGE, Weights.seeded(0), PICTURE, Set.of("back"), Progress.NONE, cancellation);
  }

  /** The textbook's kernels; {@code making} hears of each layer before its kernel is made. */
  private static Inference inference(int threads, Consumer<String> making) {
    Kernels textbook = Kernels.textbook();
    return new Inference(threads, 1 << 24, new Kernels() {
      @Override
      public String reason() {
        return textbook.reason();
      }

      @Override
      public int lanes() {
        return textbook.lanes();
      }

      @Override
      public Kernel kernel(LayerReading layer, Map<String, Tensor> parameters) {
        making.accept(layer.id());
        return textbook.kernel(layer, parameters);
      }
    });
  }
}
