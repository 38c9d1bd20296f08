package fovea.engine.kernel.learning;

import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Pair;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ReLU between a convolution and a max pooling, which does it to its fewer numbers: the largest of what is
 * raised to 0 is the largest, raised to 0. Its values and their gradient stay where they are.
 */
final class PooledActivation implements LearningLayer<Batch> {

  /** The names of those of a network. */
  static Set<String> of(NetworkReading network) {
    Set<String> pooled = new HashSet<>();
    for (LayerReading pool : network.layers()) {
      if (readsNoEmptyWindow(pool)) {
        String id = pool.inputs().getFirst();
        network.layers().stream()
            .filter(layer -> layer.id().equals(id) && layer.node().layer() instanceof ReLU
                && isReadOnce(network, id) && isReadOnce(network, layer.inputs().getFirst())
                && network.layers().stream()
                    .anyMatch(before -> before.id().equals(layer.inputs().getFirst())
                        && before.node().layer() instanceof Conv2d))
            .forEach(layer -> pooled.add(layer.id()));
      }
    }
    return pooled;
  }

  /** A window of nothing but padding gives −∞, which would be raised as well. */
  private static boolean readsNoEmptyWindow(LayerReading pool) {
    return pool.node().layer() instanceof AdaptiveMaxPool2d
        || (pool.node().layer() instanceof MaxPool2d max && max.padding().equals(Pair.of(0)));
  }

  private static boolean isReadOnce(NetworkReading network, String id) {
    return network.layers().stream()
        .flatMap(layer -> layer.inputs().stream()).filter(id::equals).count() == 1;
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {}

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {}
}
