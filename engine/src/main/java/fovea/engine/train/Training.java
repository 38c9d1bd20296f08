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
  private final List<StepResult.Done> history = new ArrayList<>();
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
    this.network = TrainingNetwork.of(network);
    this.options = options;
    this.pictures = pictures;
    this.order = new Order(pictures.count(), options);
    this.network.requireFit(pictures, order.smallestBatch());
    this.numbers = new LearnedNumbers(this.network.reading(), weights);
    this.pass = new Pass<>(
        this.network.reading(), numbers,
        LearningKernels.best(this.network.reading(), options.batchSize()), order.largestBatch());
    this.update = new Update(options.optimiser(), numbers);
    this.norms = new Norms(this.network.reading(), numbers, pass);
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
    return history.size();
  }

  /** What came of them. */
  public synchronized List<StepResult.Done> history() {
    return List.copyOf(history);
  }

  /** What ended it before its time, if something did. */
  public synchronized Optional<StepResult.Diverged> divergence() {
    return Optional.ofNullable(diverged);
  }

  /** Whether no step will follow: all are taken, or the numbers are lost. */
  public synchronized boolean isOver() {
    return diverged != null || history.size() >= options.steps();
  }

  /** The weights as they are behind the last step, finite whatever has happened. */
  public synchronized Weights weights() {
    return numbers.weights();
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
    return engine.compute(crew -> {
      List<StepResult> results = new ArrayList<>();
      while (results.size() < most && !isOver()) {
        results.add(step(crew, cancellation));
      }
      return results;
    }, cancellation);
  }

  /** Takes the next step on one of the engine's threads, by a crew that is there already. */
  synchronized StepResult step(Crew crew, Cancellation cancellation) {
    if (diverged != null) {
      return diverged;
    }
    int step = history.size();
    if (step >= options.steps()) {
      throw new IllegalStateException("all %d steps have been taken".formatted(step));
    }
    prepare(crew);
    List<Tensor> batch = new ArrayList<>();
    int[] chosen = order.batch(step);
    int[] labels = new int[chosen.length];
    for (int n = 0; n < labels.length; n++) {
      batch.add(network.picture(pictures, chosen[n]));
      labels[n] = pictures.label(chosen[n]);
    }
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
    history.add(done);
    return done;
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
      int[] labels = new int[Math.min(size, others.count() - first)];
      List<Tensor> batch = new ArrayList<>();
      for (int n = 0; n < labels.length; n++) {
        batch.add(network.picture(others, first + n));
        labels[n] = others.label(first + n);
      }
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
