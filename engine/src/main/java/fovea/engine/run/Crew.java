package fovea.engine.run;

import fovea.engine.kernel.learning.Workers;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that compute one run, or one job of another kind: a captain, who goes through the layers
 * one after the other, and mates of the same fork-join pool, who share the larger ones with it. Slices
 * are handed out as they are asked for, so nobody waits for a mate that has not come; between two
 * layers mates look out for the next one, and leave if there is none for a while or if another run
 * waits to begin.
 */
public final class Crew implements Workers {

  /** The least work that is worth sharing, in multiply-accumulates: about 10 µs. */
  private static final long SHARED = 1 << 18;

  /** The least work that is worth asking for: about 3 µs. */
  private static final long FORK_GRAIN = 1 << 16;

  /** The most work between two looks at the cancellation: below 1 ms vectorised, 10 ms in scalar code. */
  private static final long CANCEL_GRAIN = 1 << 22;

  /** Pieces for each thread: a few even out differences; more would only cost. */
  private static final int PIECES = 8;

  /** Waking a mate up after a pause takes longer than many a layer that one thread computes alone. */
  private static final long PATIENCE_NANOS = 500_000;

  private final ForkJoinPool pool;
  private final BooleanSupplier cancelled;

  /** Mates that were called, whether they have come already or not. */
  private final AtomicInteger mates = new AtomicInteger();

  private volatile @Nullable Task task;
  private volatile boolean over;

  /** A pool for crews. Its threads give way to those that answer, where the JVM may tell the system so. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
  static ForkJoinPool pool(int threads) {
    return new ForkJoinPool(threads, pool -> {
      ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
      thread.setPriority(Thread.MIN_PRIORITY);
      return thread;
    }, null, false);
  }

  /**
   * A crew of one; others come when there is work for them.
   *
   * @param cancelled whether the result is no longer wanted
   */
  Crew(ForkJoinPool pool, BooleanSupplier cancelled) {
    this.pool = pool;
    this.cancelled = cancelled;
  }

  /**
   * Computes a kernel as a whole; to be called by the captain only.
   *
   * @param work about how much it is, in multiply-accumulates
   * @throws CancellationException soon after {@code cancelled} says so
   */
  public void compute(Kernel kernel, List<Volume> inputs, Volume output, long work) {
    compute(kernel.slices(), kernel.together(), work,
        (from, to) -> kernel.compute(inputs, output, from, to));
  }

  /**
   * {@inheritDoc} To be called by the captain only.
   *
   * @throws CancellationException soon after {@code cancelled} says so
   */
  @Override
  public void compute(int slices, long work, Job job) {
    compute(slices, 1, work, job);
  }

  private void compute(int slices, int together, long work, Job job) {
    int threads = pool.getParallelism();
    boolean alone = threads == 1 || work < SHARED || slices < 2 || !ForkJoinTask.inForkJoinPool();
    long piece = alone
        ? CANCEL_GRAIN
        : Math.clamp(work / ((long) PIECES * threads), FORK_GRAIN, CANCEL_GRAIN);
    int grain = Math.clamp(Math.ceilDiv(slices * piece, work), 1, Math.max(1, slices));
    // A few more pieces are worth less than what would be prepared twice.
    int blocks = Math.ceilDiv(slices, together);
    boolean whole = alone || blocks >= PIECES / 2 * threads || blocks % threads == 0;
    grain = whole
        ? Math.ceilDiv(grain, together) * together
        : Math.max(grain, Math.ceilDiv(together, threads));
    Task next = new Task(job, slices, grain);
    if (!alone) {
      task = next;
      while (mates.get() < threads - 1) {
        mates.incrementAndGet();
        new Mate().fork();
      }
    }
    next.work();
    next.await();
  }

  /**
   * Does something of another kind for each of these, on all threads of the pool.
   *
   * @throws CancellationException soon after {@code cancelled} says so
   */
  <T> void each(List<T> things, Consumer<T> job) {
    Consumer<T> wanted = thing -> {
      refuseIfCancelled();
      job.accept(thing);
    };
    if (ForkJoinTask.inForkJoinPool()) {
      ForkJoinTask.invokeAll(
          things.stream().map(thing -> ForkJoinTask.adapt(() -> wanted.accept(thing))).toList());
    } else {
      things.forEach(wanted);
    }
  }

  private void refuseIfCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the run was cancelled");
    }
  }

  /** Sends the mates away. */
  void dismiss() {
    over = true;
  }

  /** One layer, handed out in pieces. */
  private final class Task {
    private final Job job;
    private final int slices;
    private final int grain;
    private final AtomicLong handedOut = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Task(Job job, int slices, int grain) {
      this.job = job;
      this.slices = slices;
      this.grain = grain;
    }

    /** Computes pieces until all are handed out. */
    void work() {
      long from;
      while ((from = handedOut.getAndAdd(grain)) < slices) {
        int first = (int) from;
        int end = (int) Math.min(slices, from + grain);
        try {
          if (failure == null) {
            refuseIfCancelled();
            job.compute(first, end);
          }
        } catch (Throwable thrown) { // whoever it hits, the captain hears of it
          failure = thrown;
        } finally {
          done.addAndGet(end - first);
        }
      }
    }

    /** Waits for the pieces that others still have; less than a millisecond. */
    void await() {
      while (done.get() < slices) {
        Thread.onSpinWait();
      }
      switch (failure) {
        case null -> {}
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case Throwable thrown -> throw new IllegalStateException(thrown);
      }
    }
  }

  private final class Mate extends RecursiveAction {

    private static final long serialVersionUID = 1L;

    @Override
    protected void compute() {
      Task last = null;
      long idleSince = System.nanoTime();
      while (!over) {
        Task next = task;
        if (next != null && next != last) {
          next.work();
          last = next;
          idleSince = System.nanoTime();
        } else if (System.nanoTime() - idleSince > PATIENCE_NANOS || pool.hasQueuedSubmissions()) {
          break;
        }
        Thread.onSpinWait();
      }
      mates.decrementAndGet();
    }
  }
}
