package fovea.engine.format.python;

import fovea.engine.network.Layer.*;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network as a file of Python that defines {@code class Network(nn.Module)}: constructed without
 * arguments, called on {@code [N, C, H, W]}, with parameters called as ours in its state_dict.
 */
public final class PyTorchModule {

  private static final Set<String> USED = Set.of("self", "torch", "nn", "F");

  private final NetworkReading reading;
  private final boolean annotated;
  private final ModulePaths paths;
  private final ValueNames values;
  private final Set<String> declared = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  private PyTorchModule(NetworkReading reading, boolean annotated) {
    this.reading = reading;
    this.annotated = annotated;
    this.paths = new ModulePaths(reading.layers().stream()
        .filter(PyTorchLayers::isModule)
        .map(LayerReading::id)
        .toList());
    this.values = new ValueNames(reading.network(), USED);
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
    return new PyTorchModule(reading, annotated).file();
  }

  private String file() {
    line(0, "\"\"\"" + heading(reading));
    line(0, "");
    line(0, "Weights from a safetensors file, which calls them as state_dict does:");
    line(0, "");
    line(1, "from safetensors.torch import load_file");
    line(1, "network = Network()");
    line(1, "network.load_state_dict(load_file(\"weights.safetensors\"))");
    line(1, "network.eval()");
    line(0, "\"\"\"");
    line(0, "");
    line(0, "import torch");
    line(0, "from torch import nn");
    if (has(LocallyConnected2d.class)) {
      line(0, "from torch.nn import functional as F");
      text.append(PyTorchLayers.LOCALLY_CONNECTED);
    }
    if (has(BatchNorm2d.class)) {
      text.append(PyTorchLayers.BATCH_NORM);
    }
    renames();
    line(0, "");
    line(0, "");
    line(0, "class Network(nn.Module):");
    line(1, "def __init__(self):");
    line(2, "super().__init__()");
    reading.layers().stream().filter(PyTorchLayers::isModule).forEach(this::declare);
    if (!paths.renamed().isEmpty()) {
      line(2, "self._register_state_dict_hook(call_by_ids)");
      line(2, "self._register_load_state_dict_pre_hook(call_by_names, with_module=True)");
    }
    forward();
    line(0, "");
    line(0, "");
    line(0, "if __name__ == \"__main__\":");
    line(1, "network = Network().eval()");
    Shape.Maps input = reading.network().input();
    line(1, "print(network(torch.zeros(1, %d, %d, %d)).shape)".formatted(
        input.channels(), input.height(), input.width()));
    return text.toString();
  }

  /** The first sentence of a file about a network. */
  static String heading(NetworkReading reading) {
    return "%s: %s parameters, %s multiply-accumulates for a picture of %s.".formatted(
        Python.prose(reading.network().name()), Python.count(reading.totals().parameters()),
        Python.count(reading.totals().macs()), reading.network().input());
  }

  private boolean has(Class<?> type) {
    return reading.layers().stream().anyMatch(layer -> type.isInstance(layer.node().layer()));
  }

  private void renames() {
    if (paths.renamed().isEmpty()) {
      return;
    }
    line(0, "");
    line(0,
        "# Layers whose ids no module can be called by; state_dict calls their parameters by them.");
    line(0, "IDS = {");
    paths.renamed().forEach((id, name) -> line(1, "\"" + name + "\": \"" + id + "\","));
    line(0, "}");
    text.append("""


        def call_by_ids(network, state_dict, prefix, *_):
            for name, id in IDS.items():
                for key in getattr(network, name).state_dict():
                    state_dict[f"{prefix}{id}.{key}"] = state_dict.pop(f"{prefix}{name}.{key}")


        def call_by_names(network, state_dict, prefix, *_):
            for name, id in IDS.items():
                for key in getattr(network, name).state_dict():
                    if f"{prefix}{id}.{key}" in state_dict:
                        state_dict[f"{prefix}{name}.{key}"] = state_dict.pop(f"{prefix}{id}.{key}")
        """);
  }

  private void declare(LayerReading layer) {
    for (String group : paths.groups(layer.id())) {
      if (declared.add(group)) {
        line(2, paths.of(group) + " = nn.ModuleDict()");
      }
    }
    if (annotated && !layer.cost().parameters().isEmpty()) {
      line(2, "# " + parameters(layer));
    }
    line(2, paths.of(layer.id()) + " = " + PyTorchLayers.construction(layer));
  }

  /** Where parameters live, as {@code conv1.weight [64, 3, 7, 7], bias [64]: 9,472 parameters}. */
  static String parameters(LayerReading layer) {
    return layer.id() + "." + layer.cost().parameters().stream()
        .map(parameter -> parameter.name().substring(layer.id().length() + 1) + " "
            + parameter.shape())
        .collect(Collectors.joining(", "))
        + ": " + Python.count(layer.cost().parameterCount().value()) + " parameters";
  }

  private void forward() {
    Network network = reading.network();
    String picture = values.of(Node.INPUT);
    line(0, "");
    line(1, "def forward(self, " + picture + "):"
        + (annotated ? "  # " + batch(network.input()) : ""));
    for (LayerReading layer : reading.layers()) {
      List<String> inputs = layer.inputs().stream().map(values::of).toList();
      line(2,
          values.of(layer.id()) + " = " + PyTorchLayers.step(layer, paths.of(layer.id()), inputs)
              + (annotated ? "  # " + batch(layer.output()) + macs(layer) : ""));
    }
    line(2, "return " + (reading.layers().isEmpty()
        ? picture
        : values.of(reading.layers().getLast().id())));
  }

  private static String batch(Shape shape) {
    return "[N, " + shape.dimensions().toString().substring(1);
  }

  private static String macs(LayerReading layer) {
    long macs = layer.cost().macs().value();
    return macs == 0 ? "" : ", " + Python.count(macs) + " MACs";
  }

  private void line(int indent, String line) {
    text.append("    ".repeat(line.isEmpty() ? 0 : indent)).append(line).append('\n');
  }
}
