package fovea.web.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import fovea.web.workbench.OpenNetwork.LookedAt;
import fovea.web.workbench.WorkbenchPresenter.PictureChoices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Networks for tests, opened on a workbench. */
public final class Networks {

  static final PictureChoices CHOICES = new PictureChoices(
      List.of("harbour", "cat"), List.of("crop", "pad", "stretch"),
      List.of("zero_to_one", "imagenet"), Map.of("rotate", List.of("degrees")));

  private static final LookedAt HARBOUR = new LookedAt("builtin:harbour", "crop", "zero_to_one",
      List.of());

  /** A branch, a merge, a vector at the end. */
  static final Network BRANCHED = NetworkDocument.parse("""
      {"name": "branched", "input": [3, 64, 64], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 10, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 10, "kernel_size": [3, 3],
         "padding": "same"},
        {"id": "sum", "type": "Add", "inputs": ["relu1", "conv2"]},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 10}]}
      """);

  /** The second window is larger than what the first leaves. */
  static final Network BROKEN = NetworkDocument.parse("""
      {"name": "broken", "input": [3, 4, 4], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 3},
        {"id": "conv2", "type": "Conv2d", "out_channels": 8, "kernel_size": 5},
        {"id": "relu2", "type": "ReLU"}]}
      """);

  private static final Place MINE = Place.own("/networks/7", 3, true, false);

  private Networks() {}

  /** A network that was not run. */
  public static OpenNetwork opened(Network network) {
    return new OpenNetwork(
        MINE, NetworkReading.of(network), Weights.seeded(0), HARBOUR, Map.of(),
        new RunProgress.Idle());
  }

  /** A network whose every layer was run, the key of each after the layer and its place. */
  static OpenNetwork run(Network network) {
    NetworkReading reading = NetworkReading.of(network);
    Map<String, LayerRun> runs = new HashMap<>();
    runs.put("input", layerRun("key-input"));
    for (LayerReading layer : reading.layers()) {
      runs.put(layer.id(), layerRun("key-" + layer.id()));
    }
    return new OpenNetwork(
        MINE, reading, Weights.seeded(0), HARBOUR, runs, new RunProgress.Idle());
  }

  private static LayerRun layerRun(String key) {
    return new LayerRun(key, 310_000, "textbook", -1.5f, 2.25f, 0.41234, 1.1, 0.37, 3, 2, 7, 0.93);
  }
}
