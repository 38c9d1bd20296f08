package fovea.engine.trained;

import fovea.engine.format.Safetensors;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Evaluation;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trains the networks that come trained, and writes their weights: {@code mvn -q -Ptrained}. */
public final class TrainAll {

  /** Steps between two lines of what is printed. */
  private static final int LINE = 250;

  private static final int UNSEEN = 2_000;

  private TrainAll() {}

  /** Into the folder of the first argument, those that the others name, or all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> names = List.of(arguments).subList(1, arguments.length);
    try (Inference engine = Inference.withDefaults()) {
      for (Trained trained : Trained.ALL) {
        if (names.isEmpty() || names.contains(trained.name())) {
          Files.write(folder.resolve(trained.name() + ".safetensors"),
              Safetensors.write(learned(trained, engine)));
        }
      }
    }
  }

  private static Map<String, Tensor> learned(Trained trained, Inference engine) {
    Training training = trained.training();
    Cancellation never = new Cancellation();
    while (!training.isOver()) {
      double loss = training.steps(LINE, engine, never).stream()
          .map(StepResult.Done.class::cast).mapToDouble(StepResult.Done::loss).average()
          .orElseThrow();
      System.out.printf("%s, step %d of %d: loss %.4f%n",
          trained.name(), training.steps(), trained.steps(), loss);
    }
    Evaluation found = training.evaluate(trained.unseen(UNSEEN), engine, never);
    System.out.printf("%s: %.2f %% of %d unseen pictures%n",
        trained.name(), 100 * found.accuracy(), UNSEEN);
    return tensors(trained, training.weights());
  }

  private static Map<String, Tensor> tensors(Trained trained, Weights weights) {
    Map<String, Tensor> tensors = new TreeMap<>();
    for (LayerReading layer : NetworkReading.of(trained.network()).layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        tensors.put(parameter.name(), weights.tensor(parameter));
      }
    }
    return tensors;
  }
}
