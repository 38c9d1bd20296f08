package fovea.server.run;

import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Inference;
import fovea.engine.run.Model;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people run networks: one live run each, where a newer one replaces the older, admitted by
 * memory and cost, with a deadline that counts from the moment of asking. Thread-safe.
 */
public final class Runs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  /** 200 billion: ten times VGG-19, a few seconds of an ordinary machine. */
  private static final long MAX_WORK = 200_000_000_000L;

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration ABANDONED = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MAX_REMEMBERED = 1_000;

  private final Inference inference;
  private final Duration mostByItself;
  private final RunQueue queue;
  private final LongAdder finished = new LongAdder();
  // The threads only wait: for their turn, then for the engine's own pool.
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Run> live = new LinkedHashMap<>();

  /**
   * Runs on that engine.
   *
   * @param maxBytes the memory that all runs together may take
   * @param mostByItself what takes longer waits until somebody asks for it
   */
  public Runs(Inference inference, long maxBytes, Duration mostByItself) {
    this.inference = inference;
    this.mostByItself = mostByItself;
    this.queue = new RunQueue(maxBytes, MAX_WORK);
  }

  /**
   * Starts a run for this person in place of their live one.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait
   */
  public Run start(Owner owner, RunRequest request) {
    Run run = begin(request, true, reserve(request));
    synchronized (live) {
      Run older = live.remove(owner.id());
      if (older != null) {
        older.cancel();
      }
      if (live.size() >= MAX_REMEMBERED) {
        live.remove(live.keySet().iterator().next());
      }
      live.put(owner.id(), run);
    }
    return run;
  }

  /** The person's last run, ended or not. */
  public Optional<Run> of(Owner owner) {
    synchronized (live) {
      return Optional.ofNullable(live.get(owner.id()));
    }
  }

  /**
   * Computes and waits for the values, admitted like any run but beside the person's live one.
   *
   * @throws Refusal 422 over a limit, 503 if too many wait or the deadline has passed
   */
  public Activations compute(RunRequest request) {
    return compute(request, reserve(request));
  }

  /** The same for a request for which a place was kept while it was made ready. */
  public Activations compute(RunRequest request, Reservation place) {
    AtomicReference<Activations> values = new AtomicReference<>();
    Run run = begin(
        new RunRequest(
            request.reading(),
            request.weights(),
            request.input(),
            request.outputs(),
            activations -> {
              values.set(activations);
              request.finished().accept(activations);
            },
            request.extraBytes(),
            request.extraWork()),
        false, place);
    if (!run.await(DEADLINE)) {
      run.cancel();
      throw Refusal.busy("run_seconds", 5);
    }
    Activations computed = values.get();
    if (computed == null) {
      throw new IllegalStateException("the run ended without values: " + run.state());
    }
    return computed;
  }

  /**
   * Refuses a network that could never be computed here, before anything is allocated for it.
   *
   * @param extraBytes what its request will take beside the values
   * @throws Refusal 422 with the limit's name
   */
  public void refuseOverLimits(NetworkReading reading, long extraBytes) {
    queue.refuseOverLimits(bytes(reading, extraBytes), inference.work(reading));
  }

  /** Takes what a multiply-accumulate costs here, in nanoseconds, as long as no run has told. */
  public void assume(double nanosAStep) {
    queue.assume(nanosAStep);
  }

  /** How long this machine takes for all layers of a network, as its last runs tell. */
  public Duration expected(NetworkReading reading) {
    return queue.expected(inference.work(reading));
  }

  /** The same if it is so long that nobody should wait for it unasked; empty if it is not. */
  public Optional<Duration> tooLongUnasked(NetworkReading reading) {
    return Optional.of(expected(reading)).filter(time -> time.compareTo(mostByItself) > 0);
  }

  /** Refuses early if nobody else may wait now: before a large request is even read. */
  public void refuseIfFull() {
    queue.refuseIfFull();
  }

  /** How many wait for their turn. */
  public int waiting() {
    return queue.waiting();
  }

  /** How many have come to their end since the start. */
  public long finished() {
    return finished.sum();
  }

  /**
   * Keeps a place in the line while a request is made ready, so that this is not done in vain.
   *
   * @throws Refusal 503 if too many wait
   */
  public Reservation reserve() {
    return queue.reserve();
  }

  private long bytes(NetworkReading reading, long extraBytes) {
    long bytes = inference.bytesNeeded(reading);
    return bytes > Long.MAX_VALUE - extraBytes ? Long.MAX_VALUE : bytes + extraBytes;
  }

  private Reservation reserve(RunRequest request) {
    refuseOverLimits(request.reading(), request.extraBytes());
    return queue.reserve();
  }

  private Run begin(RunRequest request, boolean watched, Reservation place) {
    try (place) {
      refuseOverLimits(request.reading(), request.extraBytes());
      return entered(request, watched, place);
    }
  }

  private Run entered(RunRequest request, boolean watched, Reservation kept) {
    Model model = inference.prepare(request.reading(), request.weights());
    RunQueue.Place place = queue.enter(
        bytes(request.reading(), request.extraBytes()),
        inference.errand(model, request.input(), request.outputs()),
        request.extraWork(),
        kept);
    Run run = new Run(queue, place);
    Thread worker = Thread.ofVirtual().name("run").start(() -> work(run, place, model, request));
    threads.execute(() -> watch(run, worker, watched));
    return run;
  }

  private void work(Run run, RunQueue.Place place, Model model, RunRequest request) {
    try {
      queue.awaitTurn(place);
    } catch (InterruptedException cancelled) {
      run.end(new RunState.Cancelled());
      return;
    }
    long nanos = 0;
    AtomicLong computed = new AtomicLong();
    try {
      long start = System.nanoTime();
      run.progress(new RunState.Running(0, place.work(), "input"));
      Activations activations = inference.run(
          model,
          request.input(),
          request.outputs(),
          (layer, done, total) -> {
            computed.set(done);
            run.progress(new RunState.Running(done, total, layer));
          },
          run.cancellation());
      nanos = System.nanoTime() - start;
      finished.increment();
      request.finished().accept(activations);
      run.end(new RunState.Done(nanos));
    } catch (CancellationException cancelled) {
      run.end(new RunState.Cancelled());
    } catch (RuntimeException | Error bug) {
      LOG.error("a run of {} layers failed", request.reading().layers().size(), bug);
      run.end(new RunState.Failed("Something went wrong on our side; it has been written down."));
    } finally {
      queue.leave(place, computed.get(), nanos);
    }
  }

  /** Ends the run at its deadline, or when its page is gone. */
  private static void watch(Run run, Thread worker, boolean watched) {
    long start = System.nanoTime();
    try {
      while (!run.endsWithin(LOOK)) {
        if (System.nanoTime() - start > DEADLINE.toNanos()) {
          run.end(new RunState.Failed(
              "The run took longer than " + DEADLINE.toSeconds() + " s and was ended."));
          run.cancellation().cancel();
        } else if (watched && run.nanosSinceAsked() > ABANDONED.toNanos()) {
          run.cancel();
        }
      }
    } catch (InterruptedException closed) {
      run.cancel();
    }
    // A run that has ended without its worker is still waiting in the queue.
    worker.interrupt();
  }

  @Override
  public void close() {
    synchronized (live) {
      live.values().forEach(Run::cancel);
    }
    threads.shutdownNow();
  }
}
