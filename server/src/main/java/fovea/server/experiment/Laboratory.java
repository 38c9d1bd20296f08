package fovea.server.experiment;

import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Experiments;
import fovea.engine.experiment.Trial;
import fovea.engine.format.Safetensors;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Training;
import fovea.server.http.Refusal;
import fovea.server.storage.ExperimentStore;
import fovea.server.training.Trainings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the experiments that were asked for, one at a time and after everybody else's work, and keeps each
 * number as it comes, so that what is stopped, by whomever, goes on at the trial where it was. Its thread ends
 * with {@link #close}.
 */
final class Laboratory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Laboratory.class);

  /** How often it looks for what another server was asked for and does not do. */
  private static final Duration LOOK = Duration.ofSeconds(3);

  private static final long BEAT_NANOS = Duration.ofSeconds(2).toNanos();

  private final ExperimentStore store;
  private final Trainings trainings;
  private final Inference inference;
  private final String server = UUID.randomUUID().toString();
  private final Semaphore asked = new Semaphore(0);
  private final Cancellation closing = new Cancellation();
  private final Thread thread;
  private volatile Doing doing = Doing.NOTHING;

  /**
   * What is being done.
   *
   * @param experiment its key
   * @param trial the trial's share that is done, 0 to 1
   */
  record Doing(String experiment, double trial) {
    static final Doing NOTHING = new Doing("", 0);
  }

  /** Begins at once with what an earlier server has left. */
  Laboratory(ExperimentStore store, Trainings trainings, Inference inference) {
    this.store = store;
    this.trainings = trainings;
    this.inference = inference;
    this.thread = Thread.ofPlatform().daemon().name("fovea-experiments").start(this::work);
  }

  /** Looks now, since something was asked for. */
  void look() {
    asked.release();
  }

  /**
   * Lets an experiment through whose networks this server can train.
   *
   * @throws Refusal 422 if one takes more memory than it has for that
   */
  void requireRoom(Experiment experiment) {
    long most = experiment.trials().stream().mapToLong(Trial::bytesNeeded).max().orElse(0);
    if (most > trainings.maxBytes()) {
      throw Refusal.overLimit("train_bytes", "This experiment takes " + most
          + " bytes, and this server has " + trainings.maxBytes()
          + " to train networks; it needs a larger heap.");
    }
  }

  /** What this server does now. */
  Doing doing() {
    return doing;
  }

  private void work() {
    List<String> known = Experiments.all().stream().map(Experiment::key).toList();
    while (!closing.isCancelled()) {
      try {
        asked.drainPermits();
        Optional<String> key = store.take(server, known);
        if (key.isPresent()) {
          run(Experiments.all().get(known.indexOf(key.get())));
        } else {
          asked.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException closed) {
        return;
      } catch (Refusal | CancellationException later) {
        pause();
      } catch (RuntimeException | Error failed) {
        LOG.error("an experiment failed", failed);
        pause();
      } finally {
        doing = Doing.NOTHING;
      }
    }
  }

  /** Goes on a little later, not to be refused again and again. */
  private void pause() {
    LockSupport.parkNanos(LOOK.toNanos());
  }

  private void run(Experiment experiment) {
    String key = experiment.key();
    try {
      requireRoom(experiment);
    } catch (Refusal never) {
      LOG.warn("no experiment: {}", never.detail());
      store.end(key);
      return;
    }
    for (Trial trial : experiment.trials()) {
      if (store.result(key).has(trial)) {
        continue;
      }
      Beat beat = new Beat(key, trial);
      Training training = trainings.runWhile(beat::goesOn, trial.bytesNeeded(), trial::training);
      if (!beat.goesOn(training)) {
        return;
      }
      if (trial.seed() == 1) {
        store.addWeights(key, trial.arm().word(), file(trial, training.weights()));
      }
      store.add(key, trial.rows(training, inference, closing));
    }
    store.end(key);
  }

  /** Says every two seconds that a trial goes on, and hears whether it is still to. */
  private final class Beat {

    private final String key;
    private final Trial trial;
    private long lastNanos = System.nanoTime();
    private boolean isWanted = true;

    Beat(String key, Trial trial) {
      this.key = key;
      this.trial = trial;
    }

    boolean goesOn(Training training) {
      doing = new Doing(key, (double) training.steps() / trial.arm().options().steps());
      if (System.nanoTime() - lastNanos > BEAT_NANOS) {
        lastNanos = System.nanoTime();
        isWanted = store.beat(key, server);
      }
      return isWanted && !closing.isCancelled();
    }
  }

  private static byte[] file(Trial trial, Weights weights) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (LayerReading layer : NetworkReading.of(trial.arm().network()).layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        tensors.put(parameter.name(), weights.tensor(parameter));
      }
    }
    return Safetensors.write(tensors);
  }

  /** Lets the trial that is under way go: it begins anew when a server is there again. */
  @Override
  public void close() {
    closing.cancel();
    thread.interrupt();
    try {
      thread.join(LOOK.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
