package fovea.engine.format.python;

import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A network as a file of Python for Keras 3: {@code network()} makes the model, {@code load} gives it
 * weights that have PyTorch's names and shapes. Pictures are {@code [N, H, W, C]}, channels last: the
 * only layout that every backend computes on every machine (TensorFlow convolves no other on a CPU).
 * Flatten goes channel by channel all the same, so the values are ours.
 */
public final class KerasModel {

  private static final Set<String> USED = Set.of(
      "keras", "layers", "np", "ops", "network", "load", "inputs", "model", "float",
      "adaptive", "part", "places", "shares", "spans", "spread", "taps", "LocallyConnected2d");

  private final NetworkReading reading;
  private final boolean annotated;
  private final ValueNames values;
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final KerasNames names = new KerasNames();
  private final KerasBody body;
  private final KerasLayers layers;

  private KerasModel(NetworkReading reading, boolean annotated) {
    this.reading = reading;
    this.annotated = annotated;
    Set<String> used = new HashSet<>(USED);
    for (int i = 1; i <= reading.layers().size(); i++) {
      used.add(KerasBody.STEPS + i);
    }
    this.values = new ValueNames(reading.network(), used);
    this.body = new KerasBody(reading, values, names);
    this.layers = new KerasLayers(names, body::line);
  }

  /**
   * The file.
   *
   * @param reading must be legal
   * @param annotated whether comments say where parameters live, and the shape behind every step
   */
  public static String of(NetworkReading reading, boolean annotated) {
    if (!reading.isLegal()) {
      throw new IllegalArgumentException("expected a legal network");
    }
    return new KerasModel(reading, annotated).file();
  }

  private String file() {
    // Ids first: what Keras needs besides takes the names that are left.
    reading.layers().forEach(layer -> rename(layer, names.of(layer.id())));
    String last = reading.layers().isEmpty() ? Node.INPUT : reading.layers().getLast().id();
    reading.layers().forEach(this::step);
    body.end();
    Shape.Maps input = reading.network().input();
    StringBuilder text = new StringBuilder("\"\"\"" + PyTorchModule.heading(reading) + """


        For Keras 3. Pictures are [N, H, W, C]. Weights from a safetensors file in PyTorch's names and
        shapes:

            from safetensors.numpy import load_file
            model = network()
            load(model, load_file("weights.safetensors"))
        \"""

        import keras
        import numpy as np
        from keras import layers, ops
        """);
    text.append(renames());
    new TreeSet<>(layers.needed()).forEach(part -> text.append(part.python()));
    text.append(body.parts());
    text.append("\n\ndef network():\n");
    text.append("    inputs = keras.Input((%d, %d, %d), name=\"input\")%s\n".formatted(
        input.height(), input.width(), input.channels(),
        annotated ? "  # " + batch(input) : ""));
    text.append("    " + values.of(Node.INPUT) + " = inputs\n");
    text.append(body.steps());
    text.append("    model = keras.Model(inputs, " + values.of(last) + ")\n");
    text.append(
        "    model(keras.Input(inputs.shape[1:]))  # To be exported, a model must have been called.\n");
    text.append("    return model\n");
    text.append(layers.spread().isEmpty()
        ? KerasPart.LOAD
        : KerasPart.LOAD.replace("        elif weight.ndim", KerasPart.LOAD_SPREAD
            + "        elif weight.ndim"));
    text.append("""


        if __name__ == "__main__":
            network().summary()
        """);
    return text.toString();
  }

  private void rename(LayerReading layer, String name) {
    if (!layer.id().equals(name) && !layer.cost().parameters().isEmpty()) {
      renamed.put(name, layer.id());
    }
  }

  /** Keras names variables after layers, and its torch backend takes no dots in them. */
  private String renames() {
    StringBuilder text = new StringBuilder(
        "\n# Layers that Keras cannot call as their parameters are"
            + " called.\nNAMES = {");
    renamed.forEach((name, id) -> text.append("\n    \"").append(name).append("\": \"").append(id)
        .append("\","));
    text.append(renamed.isEmpty() ? "}\n" : "\n}\n");
    if (!layers.spread().isEmpty()) {
      text.append(
          "\n# Transposed convolutions that are computed as convolutions of a spread input.\n")
          .append(layers.spread().stream().collect(Collectors.joining("\", \"", "SPREAD = {\"",
              "\"}\n")));
    }
    return text.toString();
  }

  private void step(LayerReading layer) {
    body.begin(layer);
    if (annotated && !layer.cost().parameters().isEmpty()) {
      body.line("# " + PyTorchModule.parameters(layer));
    }
    List<String> inputs = layer.inputs().stream().map(values::of).toList();
    body.deepen(layers.step(layer, values.of(layer.id()), inputs));
    if (annotated) {
      body.comment(batch(layer.output()));
    }
  }

  private static String batch(Shape shape) {
    return switch (shape) {
      case Shape.Maps(int channels, int height, int width) ->
        "[N, %d, %d, %d]".formatted(height, width, channels);
      case Shape.Features(long count) -> "[N, " + count + "]";
    };
  }
}
