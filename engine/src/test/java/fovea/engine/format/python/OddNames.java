package fovea.engine.format.python;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.stream.Stream;

/** Networks whose layers have every name that Python, PyTorch or their own parameters have already. */
public final class OddNames {

  private static final List<String> IDS = List.of(
      "0", "3x3", "conv-1", "class", "None", "self", "x", "torch", "nn", "F", "picture", "super",
      "half", "type", "forward", "train", "training", "_modules", "__class__", "__init__",
      "modules", "a.b..c", "a.b", "b.", "b..", "c...d", "c...d.weight",
      "state_dict", "Network", "BatchNorm2d", "keys", "a..b", "a.", "a.training", "a.weight",
      "a.weight.weight", "a.bias", "a.running_mean", "a.stride", "a", "layer1.0.conv1",
      "layer1.0.half", "layer1.items", "layer1.__dict__", "pop.pop", "value_0", "input_1",
      "INPUT", "layers", "ops", "pad", "Pad", "max_1", "_", "keras", "np", "load");

  private OddNames() {}

  /** The same chain of layers with parameters, in this order of names and backwards. */
  public static Stream<Network> networks() {
    return Stream.of(
        network("odd \"\"\" names\\", IDS), network("backwards", IDS.reversed()), branching());
  }

  private static Network network(String name, List<String> ids) {
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < ids.size(); i++) {
      layers.append(layers.isEmpty() ? "" : ",")
          .append("{\"id\": \"" + ids.get(i) + "\"," + (switch (i % 3) {
            case 0 -> "\"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 1}";
            case 1 -> "\"type\": \"BatchNorm2d\"}";
            default ->
              "\"type\": \"LocallyConnected2d\", \"out_channels\": 2, \"kernel_size\": 1}";
          }));
    }
    Network network = NetworkDocument.parse("{\"input\": [2, 3, 3], \"layers\": [" + layers + "]}");
    return new Network(name, network.input(), network.nodes());
  }

  /** Values that are read later need names of their own. */
  private static Network branching() {
    Network network = NetworkDocument.parse("""
        {"name": "branches", "input": [2, 4, 4], "layers": [
          {"id": "x", "type": "ReLU"},
          {"id": "torch", "type": "Conv2d", "out_channels": 2, "kernel_size": 1},
          {"id": "dead", "type": "Conv2d", "out_channels": 5, "kernel_size": 1, "inputs": ["x"]},
          {"id": "a-b", "type": "Sigmoid", "inputs": ["input"]},
          {"id": "a.b", "type": "Tanh", "inputs": ["torch"]},
          {"id": "class", "type": "Multiply", "inputs": ["a-b", "a.b", "x", "input"]},
          {"id": "sum", "type": "Add", "inputs": ["torch", "class", "class"]},
          {"id": "sum.inner", "type": "BatchNorm2d"},
          {"id": "cat", "type": "Concat", "inputs": ["a-b", "sum.inner", "input"]}]}""");
    if (!NetworkReading.of(network).isLegal()) {
      throw new IllegalStateException();
    }
    return network;
  }
}
