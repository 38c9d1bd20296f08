package fovea.server.api;

import fovea.engine.explain.Unit;
import fovea.engine.format.SafetensorsFile;
import fovea.engine.format.StateDict;
import fovea.engine.format.StoredTensor;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Upload;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a call sent about a legal network; each part is checked against the network when it is asked
 * for.
 *
 * @param form all parts
 * @param reading the network
 */
record NetworkRequest(Form form, NetworkReading reading) {

  /** How many tensors that do not fit are named. */
  private static final int MOST_MISFITS = 5;

  /**
   * The numbers that were sent.
   *
   * @param input the picture as numbers, in the network's input shape
   * @param weights the parameters, and a seed for the others
   */
  record Numbers(Optional<Tensor> input, Weights weights) {}

  /**
   * The part {@code outputs}: ids of layers, or {@code input}, in the order sent; empty if there is
   * no such part.
   *
   * @throws Refusal 400 if the network has no such layer
   */
  Set<String> outputs() {
    String wanted = form.text("outputs").orElse("").strip();
    Set<String> outputs = wanted.isEmpty()
        ? Set.of()
        : Arrays.stream(wanted.split(",", -1)).map(String::strip)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String output : outputs) {
      if (!output.equals(Node.INPUT) && reading.layer(output).isEmpty()) {
        throw Refusal.malformed("The network has no layer \"" + output + "\" for \"outputs\".");
      }
    }
    return outputs;
  }

  /**
   * The parts {@code layer}, {@code channel}, {@code y} and {@code x}; a layer of features needs no
   * rows and columns.
   *
   * @throws Refusal 400 if one is missing or no whole number, or the network has no such unit
   */
  Unit unit() {
    String id = form.text("layer")
        .orElseThrow(() -> Refusal.malformed("The part \"layer\" is missing."));
    LayerReading layer = reading.layer(id)
        .orElseThrow(() -> Refusal.malformed("The network has no layer \"" + id + "\"."));
    boolean isFlat = layer.output() instanceof Shape.Features;
    Unit unit = new Unit(
        id, index("channel", false), index("y", isFlat), index("x", isFlat));
    if (!unit.isIn(layer.output())) {
      throw Refusal.malformed(isFlat
          ? "Layer \"" + id + "\" gives " + layer.output() + " features: \"channel\" counts them"
              + " from 0, \"y\" and \"x\" are 0."
          : "Layer \"" + id + "\" gives " + layer.output() + " numbers: \"channel\", \"y\" and"
              + " \"x\" count from 0 and must be smaller.");
    }
    return unit;
  }

  private int index(String part, boolean mayLack) {
    String text = form.text(part).orElse(mayLack ? "0" : "").strip();
    if (text.isEmpty()) {
      throw Refusal.malformed("The part \"" + part + "\" is missing.");
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.malformed(
          "\"" + part + "\" must be a whole number from 0 on, below a billion.");
    }
    return Integer.parseInt(text);
  }

  /**
   * The parts {@code tensors} and {@code seed}.
   *
   * @throws Refusal 400 if they are malformed or do not fit the network
   * @throws fovea.engine.format.MalformedSafetensors if the tensors are no such file
   */
  Numbers numbers() {
    return numbers(0);
  }

  /**
   * The same with another seed where none was sent as a part.
   *
   * @throws Refusal as above
   */
  Numbers numbers(long otherwise) {
    long seed = seed(otherwise);
    Optional<SafetensorsFile> sent = form.part("tensors").map(Upload::bytes)
        .map(SafetensorsFile::of);
    return sent.isEmpty()
        ? new Numbers(Optional.empty(), Weights.seeded(seed))
        : numbers(sent.get(), seed);
  }

  private Numbers numbers(SafetensorsFile file, long seed) {
    Map<Boolean, List<StoredTensor>> stored = file.tensors().stream()
        .collect(Collectors.partitioningBy(tensor -> tensor.name().equals(Node.INPUT)));
    List<StoredTensor> input = Objects.requireNonNull(stored.get(true));
    StateDict matched = StateDict.of(Objects.requireNonNull(stored.get(false)), reading);
    input.forEach(this::refuseMisfit);
    refuseMisfits(matched.misfits());
    return new Numbers(input.stream().findFirst().map(file::tensor),
        Weights.of(matched.read(file), seed));
  }

  private long seed(long otherwise) {
    String seed = form.text("seed").orElse(Long.toString(otherwise)).strip();
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException notANumber) {
      throw Refusal.malformed("\"seed\" must be a whole number.");
    }
  }

  private void refuseMisfit(StoredTensor input) {
    List<Long> shape = reading.network().input().dimensions();
    if (!input.shape().equals(shape)) {
      throw Refusal.malformed("The tensor \"input\" has shape " + input.shape()
          + " but the network reads " + shape + ".");
    }
  }

  private static void refuseMisfits(List<StateDict.Line> misfits) {
    if (!misfits.isEmpty()) {
      int more = misfits.size() - MOST_MISFITS;
      throw Refusal.malformed("These tensors do not fit the network: "
          + misfits.stream().limit(MOST_MISFITS).map(StateDict.Line::misfit)
              .collect(Collectors.joining("; "))
          + (more > 0 ? "; and " + more + " more" : "") + ".");
    }
  }
}
