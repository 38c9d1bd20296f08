package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * One way through a network at its worst: layers are joined as runs join them, slices come in any
 * order and in pieces of any size, as threads may take them, and values go into memory that holds NaN.
 */
final class ScatteredRun {

  private final Map<String, Volume> values = new HashMap<>();

  /** Computes what the outputs need. */
  ScatteredRun(NetworkReading network, Weights weights, Tensor picture, Set<String> outputs,
      Kernels kernels, Random random) {
    values.put(Node.INPUT, Volume.of(picture, kernels.lanes()));
    for (Plan.Step step : new Model(network, weights, kernels).plan(outputs, _ -> null).steps()) {
      Kernel kernel = kernels.kernel(
          step.layers(), step.layers().stream().map(weights::tensors).toList());
      List<Volume> inputs = step.inputs().stream().map(this::value).toList();
      Volume output = used(step.last().output(), kernels.lanes());
      pieces(kernel.slices(), random)
          .forEach(piece -> kernel.compute(inputs, output, piece[0], piece[1]));
      values.put(step.last().id(), output);
    }
  }

  /** What a layer's values are. */
  Volume value(String layer) {
    return Objects.requireNonNull(values.get(layer), layer);
  }

  private static Volume used(Shape shape, int lanes) {
    float[] data = new float[Math.toIntExact(Volume.bytes(shape, lanes) / Float.BYTES)];
    Arrays.fill(data, Float.NaN);
    return Volume.in(data, shape, lanes);
  }

  private static List<int[]> pieces(int slices, Random random) {
    List<int[]> pieces = new ArrayList<>();
    for (int from = 0; from < slices;) {
      int to = random.nextInt(4) == 0
          ? slices
          : Math.min(slices, from + 1 + random.nextInt(20));
      pieces.add(new int[]{from, to});
      from = to;
    }
    Collections.shuffle(pieces, random);
    return pieces;
  }
}
