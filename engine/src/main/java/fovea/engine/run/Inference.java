package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Runs networks: owns the fork-join pool that all runs share, the kernels, and the memory of what was
 * computed. For many threads; a thread that asks for a run only waits.
 */
public final class Inference implements AutoCloseable {

  /** Below this work, about half a millisecond, a run costs less than handing it over to the pool. */
  private static final long SMALL = 1 << 24;

  /** How often a thread that waits looks whether it still wants to: well within 50 ms. */
  private static final long LOOK_MILLIS = 10;

  private final Kernels kernels;
  private final ForkJoinPool pool;
  private final ContentCache cache;
  private final Buffers buffers;
  private final Map<String, Flight> flights = new ConcurrentHashMap<>();

  /**
   * An engine of its own.
   *
   * @param threads how many threads compute
   * @param cacheBytes how much memory what was computed may take
   * @param kernels how layers are computed
   */
  public Inference(int threads, long cacheBytes, Kernels kernels) {
    this.kernels = kernels;
    this.pool = Crew.pool(threads);
    this.cache = new ContentCache(cacheBytes);
    this.buffers = new Buffers(cacheBytes / 8);
  }

  /** An engine that follows the machine: a thread for each core, a quarter of the heap to remember. */
  public static Inference withDefaults() {
    return new Inference(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() / 4,
        Kernels.best());
  }

  /**
   * Begins to let the JVM compile the kernels, in the background and for a few seconds at most, so
   * that the first run somebody waits for is not a hundred times slower than the next.
   *
   * @param pace is told at the end what a multiply-accumulate of a run costs, in nanoseconds
   */
  public void warmUp(DoubleConsumer pace) {
    Thread.ofPlatform().daemon().name("fovea-warm-up")
        .start(new WarmUp(kernels, threads(), this::isComputing, pace));
  }

  /** Whether somebody waits for a run now: time to stop doing what nobody waits for. */
  public boolean isComputing() {
    return !flights.isEmpty();
  }

  /** Which kernels compute and why, in a sentence. */
  public String kernels() {
    return kernels.reason();
  }

  /** The kernels themselves. */
  public Kernels family() {
    return kernels;
  }

  /** How many threads compute. */
  public int threads() {
    return pool.getParallelism();
  }

  /** How much memory what was computed takes now. */
  public long cachedBytes() {
    return cache.bytes();
  }

  /**
   * The word for each layer's values, {@code input} included, by layer id; nothing is computed. A
   * word changes if and only if the values may.
   */
  public Map<String, String> keys(NetworkReading network, Weights weights, Tensor input) {
    return prepare(network, weights).keys(input);
  }

  /**
   * The values that a word stands for, if they were computed and are still remembered.
   *
   * @param key the word, as {@link #keys} gave it
   * @param shape of the layer that it was given for
   */
  public Optional<Tensor> remembered(String key, Shape shape) {
    return Optional.ofNullable(cache.get(key, Computed.class))
        .map(computed -> computed.volume().tensor(shape));
  }

  /**
   * The memory that a run takes when all values are kept: the picture, every layer's values and all
   * parameters, packed as the kernels need them.
   *
   * @return {@link Long#MAX_VALUE} if it is that or more
   */
  public long bytesNeeded(NetworkReading network) {
    try {
      long bytes = Volume.bytes(network.network().input(), kernels.lanes());
      for (LayerReading layer : network.layers()) {
        bytes = Math.addExact(bytes, Volume.bytes(layer.output(), kernels.lanes()));
        bytes = Math.addExact(bytes, kernels.bytes(layer));
      }
      return bytes;
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * How much computing a run is, in multiply-accumulates and steps that cost about as much; unlike a
   * reading's MACs it counts all layers, pooling with huge windows as well.
   *
   * @return {@link Long#MAX_VALUE} if it is that or more
   */
  public long work(NetworkReading network) {
    return Work.of(network.layers());
  }

  /**
   * What a run would be if it began now, with the arguments of {@code run}; nothing is computed.
   *
   * @param model the network, made ready
   */
  public Errand errand(Model model, Tensor input, Set<String> outputs) {
    Map<String, String> keys = model.keys(input);
    Set<String> wanted = wanted(keys, outputs);
    List<LayerReading> missing = Plan.missing(model.network(), wanted,
        id -> cache.get(Objects.requireNonNull(keys.get(id)), Computed.class), new HashMap<>());
    return new Errand(word(keys, wanted), Work.of(missing));
  }

  /**
   * Computes what the outputs need and waits for it. Runs that want the same at the same time are
   * computed once.
   *
   * @param network the layers whose shapes are known are run; it need not be legal behind them
   * @param weights parameters that fit the network
   * @param input the picture, in the network's input shape
   * @param outputs the layers whose values are wanted, {@code input} among them if you like; the
   *     others are let go as early as possible. Empty: all layers
   * @throws CancellationException within 50 ms of a cancellation
   * @throws IllegalArgumentException if input, outputs or weights are not of this network
   */
  public Activations run(
      NetworkReading network,
      Weights weights,
      Tensor input,
      Set<String> outputs,
      Progress progress,
      Cancellation cancellation) {
    return run(prepare(network, weights), input, outputs, progress, cancellation);
  }

  /**
   * Makes a network ready to be run more than once.
   *
   * @throws IllegalArgumentException if the weights are not this network's
   */
  public Model prepare(NetworkReading network, Weights weights) {
    return new Model(network, weights, kernels);
  }

  /** Computes what the outputs of a network that was made ready need, as the other {@code run} does. */
  public Activations run(
      Model model,
      Tensor input,
      Set<String> outputs,
      Progress progress,
      Cancellation cancellation) {
    require(model.network(), input, outputs);
    Map<String, String> keys = model.keys(input);
    Set<String> wanted = wanted(keys, outputs);
    String key = word(keys, wanted);
    Flight fresh = new Flight();
    Flight flight = flights.compute(
        key, (_, known) -> known != null && known.board() ? known : fresh);
    if (flight == fresh) {
      ForwardPass pass = new ForwardPass(model, input, wanted, keys, kernels, cache, buffers);
      if (model.work() < SMALL) {
        depart(key, flight, pass,
            () -> (cancellation.isCancelled() && flight.abandonIfAlone()) || flight.isAbandoned());
      } else {
        pool.execute(() -> depart(key, flight, pass, flight::isAbandoned));
      }
    }
    return flight.await(progress, cancellation);
  }

  private static Set<String> wanted(Map<String, String> keys, Set<String> outputs) {
    return new TreeSet<>(outputs.isEmpty() ? keys.keySet() : outputs);
  }

  private static String word(Map<String, String> keys, Set<String> wanted) {
    StringBuilder content = new StringBuilder();
    wanted.forEach(id -> content.append(id).append('=').append(keys.get(id)).append('\n'));
    return Digest.of(content.toString());
  }

  private void depart(String key, Flight flight, ForwardPass pass, BooleanSupplier cancelled) {
    Crew crew = new Crew(pool, cancelled);
    try {
      flight.landed(pass.run(flight, crew));
    } catch (Throwable failure) { // an Error, too, belongs to those who wait
      flight.failed(failure);
    } finally {
      crew.dismiss();
      flights.remove(key, flight);
    }
  }

  /**
   * Lets the engine's threads do something else than a run, and waits for it.
   *
   * @param job gets the crew that computes its kernels, on one of the engine's threads
   * @throws CancellationException within 50 ms of a cancellation, or of an interruption
   */
  public <T> T compute(Function<Crew, T> job, Cancellation cancellation) {
    ForkJoinTask<T> task = pool.submit(() -> {
      Crew crew = new Crew(pool, cancellation::isCancelled);
      try {
        return job.apply(crew);
      } finally {
        crew.dismiss();
      }
    });
    while (true) {
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (cancellation.isCancelled()) {
          throw new CancellationException("the job was cancelled");
        }
      } catch (InterruptedException interrupted) {
        cancellation.cancel();
        Thread.currentThread().interrupt();
        throw new CancellationException("the thread that waited for the job was interrupted");
      } catch (ExecutionException failed) {
        throw switch (failed.getCause()) {
          case RuntimeException thrown -> thrown;
          case Error thrown -> throw thrown;
          case null, default -> new IllegalStateException(failed);
        };
      }
    }
  }

  private static void require(NetworkReading network, Tensor input, Set<String> outputs) {
    var shape = network.network().input();
    if (!input.hasShape(shape.channels(), shape.height(), shape.width())) {
      throw new IllegalArgumentException(
          "expected an input of %s but found %s".formatted(shape, input));
    }
    Set<String> unknown = new HashSet<>(outputs);
    unknown.remove(Node.INPUT);
    network.layers().forEach(layer -> unknown.remove(layer.id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("the network has no values of " + unknown);
    }
  }

  /** Ends all runs and the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
