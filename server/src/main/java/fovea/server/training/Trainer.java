package fovea.server.training;

import fovea.engine.dataset.Split;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Moment;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import fovea.server.storage.MomentStore;
import fovea.server.storage.OwnWeights;
import fovea.server.storage.TrainingStore;
import fovea.server.storage.TrainingWork;
import fovea.server.storage.WeightStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is asked of the trainings of this server's visitors; {@link Rounds} works at them. Thread-safe. */
public final class Trainer implements AutoCloseable {

  private final TrainingStore store;
  private final MomentStore moments;
  private final WeightStore weights;
  private final Sets sets;
  private final Rounds rounds;
  private final long maxBytes;

  /**
   * Begins to work at what it finds.
   *
   * @param maxBytes the memory that the training whose turn it is may take, and as much for those that wait
   */
  public Trainer(TrainingStore store, MomentStore moments, TrainingWork work, WeightStore weights,
      Sets sets,
      Trainings trainings, Inference inference, long maxBytes) {
    this.store = store;
    this.moments = moments;
    this.weights = weights;
    this.sets = sets;
    this.maxBytes = maxBytes;
    this.rounds = new Rounds(store, moments, work, sets, trainings, inference, maxBytes);
  }

  /**
   * Begins to train a network as it is now.
   *
   * @param given its weights
   * @throws Refusal 422 with the reason if it cannot be trained so, or too much is
   */
  public void start(Owner owner, KeptNetwork kept, NetworkReading reading, Weights given,
      TrainingPlan plan) {
    TrainingPlan fixed = plan.from(sets.asItIs(owner, plan.set()));
    int steps = require(owner, kept.id(), reading, fixed).steps();
    store.begin(owner, kept, fixed.json(), steps,
        new TrainingLog().json(),
        Checkpoint.write(reading, Moment.start(given)));
    rounds.takeUp(kept.id());
  }

  /**
   * Whether such a network can be trained so, before anything is changed for it.
   *
   * @throws Refusal as {@link #start}
   */
  public TrainingOptions require(
      Owner owner, String network, NetworkReading reading, TrainingPlan plan) {
    store.requirePlace(owner, network);
    Split split = sets.look(owner, reading.network().input(), plan);
    TrainingOptions options = plan.options(split.training().count());
    new Admission(maxBytes).require(reading, split.training(), options);
    return options;
  }

  /** What a training tells apart; by number where its set is gone, or has other classes by now. */
  public List<String> classes(Owner owner, TrainingPlan plan, NetworkReading reading) {
    int outputs = Math.toIntExact(Training.classes(reading));
    try {
      List<String> names = sets.classes(owner, reading.network().input(), plan);
      if (names.size() == outputs) {
        return names;
      }
    } catch (Refusal gone) {
      if (gone.retryAfterSeconds() > 0) {
        throw gone;
      }
    }
    return IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
  }

  /** Wants something of a training, and waits for it a moment where this server works at it. */
  public void wish(Owner owner, String network, Wish wish) {
    boolean isRunning = store.wish(owner, network, wish);
    switch (wish) {
      case RUN, STEP -> {
        if (!isRunning && !store.resume(owner, network, wish)) {
          throw Refusal.unusable("This training has ended; begin another one.");
        } else if (!isRunning) {
          rounds.takeUp(network);
        }
      }
      case STOP -> {
        if (!isRunning) {
          store.end(owner, network);
        }
      }
      case PAUSE -> {
        // What does not run waits already.
      }
    }
    rounds.wish(network, wish);
  }

  /** The last training of a network without its numbers: those {@link #standing} has. */
  public Optional<KeptTraining> kept(Owner owner, String network) {
    return store.find(owner, network);
  }

  /** What a training has come to. */
  public Optional<Standing> standing(Owner owner, String network) {
    return store.find(owner, network).map(kept -> {
      LiveTraining one = rounds.live(network);
      if (one != null && one.kept().id().equals(kept.id()) && kept.state() == State.RUNNING) {
        return new Standing(kept, one.plan(), one.log(), one.moment().step(),
            one.moment().weights(), one.stepsPerSecond(), rounds.ahead(one));
      }
      return new Standing(kept, TrainingPlan.parse(kept.plan()),
          TrainingLog.parse(store.log(network)), kept.step(), weights(kept), 0, 0);
    });
  }

  private Weights weights(KeptTraining kept) {
    return store.checkpoint(kept.network())
        .map(bytes -> Checkpoint.read(bytes, kept.step(), kept.seed()).weights())
        .orElseGet(() -> weights.of(kept.owner(), lastMoment(kept), kept.seed()));
  }

  private OwnWeights lastMoment(KeptTraining kept) {
    List<Integer> steps = moments.steps(kept.network());
    return steps.isEmpty()
        ? OwnWeights.NONE
        : moments.find(kept.network(), steps.getLast()).orElse(OwnWeights.NONE);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
