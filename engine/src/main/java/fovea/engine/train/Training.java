package fovea.engine.train;

import fovea.engine.kernel.learning.LearnedNumbers;
import fovea.engine.kernel.learning.LearningKernels;
import fovea.engine.kernel.learning.Round;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Crew;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A training: a network, its weights and pictures on their way through the steps that the options ask for.
 * The same network, weights, pictures and options give the same weights, on any number of threads. One
 * thread takes steps; any thread may ask for the weights meanwhile.
 */
public final class Training {

  private final TrainingNetwork network;
  private final TrainingOptions options;
  private final Pictures pictures;
  private final Order order;
  private final LearnedNumbers numbers;
  private final Pass<?> pass;
  private final Update update;
  private final Norms norms;
  private int taken;
  private StepResult.@Nullable Diverged diverged;
  private boolean isPrepared;

  /**
   * Takes the memory that {@link #bytesNeeded} says.
   *
   * @param weights where it begins
   * @throws IllegalArgumentException if network, weights and pictures do not belong together
   */
  public Training(
      NetworkReading network, Weights weights, Pictures pictures, TrainingOptions options) {
    this(network, Moment.start(weights), pictures, options);
  }

  /**
   * Goes on from a moment of a training of the same network, pictures and options, to the same weights as if
   * it had not been interrupted.
   *
   * @throws IllegalArgumentException if the moment is not of such a training
   */
  public Training(
      NetworkReading network, Moment from, Pictures pictures, TrainingOptions options) {
    this.network = TrainingNetwork.of(network);
    this.options = options;
    this.pictures = pictures;
    this.order = new Order(pictures.count(), options);
    this.network.requireFit(pictures, order.smallestBatch());
    this.numbers = new LearnedNumbers(this.network.reading(), from.weights());
    this.pass = new Pass<>(
        this.network.reading(), numbers,
        LearningKernels.best(this.network.reading(), options.batchSize()), order.largestBatch());
    this.update = new Update(options.optimiser(), numbers, from);
    this.norms = new Norms(this.network.reading(), numbers, pass);
    this.taken = from.step();
  }

  /**
   * How many classes a network can tell apart: the numbers that it ends with.
   *
   * @throws IllegalArgumentException if it cannot be trained, with the reason
   */
  public static long classes(NetworkReading network) {
    return TrainingNetwork.of(network).classes();
  }

  /**
   * The memory that a training takes beside its pictures: the values of a batch, the gradients that are alive
   * at once, and for each parameter itself, its gradient, what the optimiser remembers, and packed weights.
   *
   * @return {@link Long#MAX_VALUE} if it is that or more
   */
  public static long bytesNeeded(NetworkReading network, TrainingOptions options) {
    try {
      NetworkReading reading = TrainingNetwork.of(network).reading();
      long parameters = Math.multiplyExact(
          LearnedNumbers.bytes(reading), 2L + options.optimiser().memories());
      return Math.addExact(
          parameters, Pass.bytes(reading, LearningKernels.best(reading, options.batchSize()),
              options.batchSize()));
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /** How many steps have been taken. */
  public synchronized int steps() {
    return taken;
  }

  /** What ended it before its time, if something did. */
  public synchronized Optional<StepResult.Diverged> divergence() {
    return Optional.ofNullable(diverged);
  }

  /** Whether no step will follow: all are taken, or the numbers are lost. */
  public synchronized boolean isOver() {
    return diverged != null || taken >= options.steps();
  }

  /** The weights as they are behind the last step, finite whatever has happened. */
  public synchronized Weights weights() {
    return numbers.weights();
  }

  /**
   * What another training needs to go on from here.
   *
   * @throws IllegalStateException if the numbers are lost
   */
  public synchronized Moment moment() {
    if (diverged != null) {
      throw new IllegalStateException("the training has lost its numbers");
    }
    return new Moment(taken, numbers.weights(), update.memories());
  }

  /**
   * Takes the next step.
   *
   * @return what came of it; once the numbers are lost, always that
   * @throws CancellationException within 50 ms of a cancellation; the step has then not been taken, or been
   *     taken whole
   * @throws IllegalStateException if all steps have been taken
   */
  public StepResult step(Inference engine, Cancellation cancellation) {
    return engine.compute(crew -> step(crew, cancellation), cancellation);
  }

  /**
   * Takes the next steps in a row, without waking up threads between them: fewer if all are taken or the numbers
   * are lost.
   *
   * @param most at least 1
   * @return what came of them
   * @throws CancellationException as for one step; those before it have been taken
   */
  public List<StepResult> steps(int most, Inference engine, Cancellation cancellation) {
    long end = (long) steps() + most;
    List<StepResult> results = new ArrayList<>();
    steps(result -> {
      results.add(result);
      return steps() < end;
    }, engine, cancellation);
    return results;
  }

  /**
   * The same as long as somebody wants more of them, and one at least if there is one.
   *
   * @param more is told what came of each step, on one of the engine's threads, and says whether to go on
   */
  public void steps(Predicate<StepResult> more, Inference engine, Cancellation cancellation) {
    engine.compute(crew -> {
      boolean goesOn = true;
      while (goesOn && !isOver()) {
        goesOn = more.test(step(crew, cancellation));
      }
      return goesOn;
    }, cancellation);
  }

  /** Takes the next step on one of the engine's threads, by a crew that is there already. */
  synchronized StepResult step(Crew crew, Cancellation cancellation) {
    if (diverged != null) {
      return diverged;
    }
    int step = taken;
    if (step >= options.steps()) {
      throw new IllegalStateException("all %d steps have been taken".formatted(step));
    }
    prepare(crew);
    int[] chosen = order.batch(step);
    List<Tensor> batch = batch(pictures.ofEpoch(order.epoch(step)), chosen, crew);
    int[] labels = IntStream.of(chosen).map(pictures::label).toArray();
    Round round = new Round(labels.length, order.seedOf(step), true, crew);
    CrossEntropy found = CrossEntropy.of(
        pass.forward(batch, round), labels, options.labelSmoothing());
    double rate = options.rate().at(step);
    if (!Double.isFinite(found.loss())) {
      String layer = pass.notFinite(labels.length);
      return lost(step, StepResult.Diverged.What.LOSS,
          layer == null ? network.lastLayer() : layer, found.loss(), rate);
    }
    pass.backward(found.gradient(), round);
    norms.ofGradients();
    if (norms.notFinite() != null) {
      return lost(step, StepResult.Diverged.What.GRADIENT, norms.notFinite(), found.loss(), rate);
    }
    if (cancellation.isCancelled()) {
      throw new CancellationException("the training was cancelled");
    }
    update.propose(rate);
    norms.ofChanges();
    if (norms.notFinite() != null) {
      return lost(step, StepResult.Diverged.What.WEIGHT, norms.notFinite(), found.loss(), rate);
    }
    update.accept();
    isPrepared = false;
    StepResult.Done done = new StepResult.Done(
        step, found.loss(), (double) found.correct() / labels.length, rate, norms.found());
    taken++;
    return done;
  }

  /**
   * Ends it behind a step whose loss says that the rate explodes, though all its numbers are finite and PyTorch
   * would go on: whoever watches knows what the loss was at first.
   */
  public synchronized void explode(StepResult.Done step) {
    lost(step.step(), StepResult.Diverged.What.EXPLOSION, null, step.loss(), step.rate());
  }

  private List<Tensor> batch(Pictures from, int[] chosen, Crew crew) {
    Tensor[] batch = new Tensor[chosen.length];
    crew.compute(batch.length, Math.max(1, batch.length * from.work()), (first, end) -> {
      for (int n = first; n < end; n++) {
        batch[n] = network.picture(from, chosen[n]);
      }
    });
    return List.of(batch);
  }

  private void prepare(Crew crew) {
    if (!isPrepared) {
      pass.prepare(crew);
      isPrepared = true;
    }
  }

  private StepResult lost(int step, StepResult.Diverged.What what, @Nullable String layer,
      double loss, double rate) {
    List<Remedy> remedies = new ArrayList<>();
    if ("input".equals(layer)) {
      remedies.add(Remedy.CHECK_PICTURES);
    } else {
      remedies.add(Remedy.SMALLER_RATE);
      if (options.rate().warmUp() == 0) {
        remedies.add(Remedy.WARM_UP);
      }
      if (options.optimiser() instanceof Optimiser.Sgd sgd && sgd.momentum() > 0.5) {
        remedies.add(Remedy.LESS_MOMENTUM);
      }
      if (!network.hasBatchNorm()) {
        remedies.add(Remedy.BATCH_NORM);
      }
    }
    StepResult.Diverged result = new StepResult.Diverged(
        step, what, layer == null ? network.lastLayer() : layer, loss, rate, remedies);
    diverged = result;
    return result;
  }

  /**
   * How well the network does now on other pictures of the same classes.
   *
   * @throws CancellationException within 50 ms of a cancellation
   */
  public Evaluation evaluate(Pictures others, Inference engine, Cancellation cancellation) {
    network.requireFit(others, Integer.MAX_VALUE);
    return engine.compute(crew -> evaluate(others, crew), cancellation);
  }

  private synchronized Evaluation evaluate(Pictures others, Crew crew) {
    prepare(crew);
    List<Evaluation.Prediction> predictions = new ArrayList<>();
    double loss = 0;
    int correct = 0;
    int size = order.largestBatch();
    for (int first = 0; first < others.count(); first += size) {
      int[] chosen = IntStream.range(first, Math.min(first + size, others.count())).toArray();
      List<Tensor> batch = batch(others, chosen, crew);
      int[] labels = IntStream.of(chosen).map(others::label).toArray();
      double[][] found = pass.forward(batch, new Round(labels.length, 0, false, crew));
      CrossEntropy entropy = CrossEntropy.of(found, labels, 0);
      loss += entropy.loss() * labels.length;
      correct += entropy.correct();
      for (int n = 0; n < labels.length; n++) {
        int predicted = CrossEntropy.largest(found[n]);
        predictions.add(new Evaluation.Prediction(
            labels[n], predicted, CrossEntropy.softmax(found[n])[predicted]));
      }
    }
    return new Evaluation(
        loss / others.count(), (double) correct / others.count(), predictions);
  }
}
