package fovea.server.workbench;

import fovea.engine.network.Node;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Statistics;
import fovea.engine.tensor.Tensor;
import fovea.web.workbench.LayerRun;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What runs have told about layers, under the words for their values. A network that somebody else
 * has run counts as run for everybody: same word, same values. Thread-safe; a note has some 200
 * bytes, the values themselves are the engine's to remember.
 */
final class LayerRuns {

  private static final int REMEMBERED = 40_000;

  private final Map<String, LayerRun> notes = new LinkedHashMap<>(1024, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, LayerRun> eldest) {
      return size() > REMEMBERED;
    }
  };

  /** What is known of these layers. */
  synchronized Map<String, LayerRun> of(Map<String, String> keys) {
    Map<String, LayerRun> runs = new HashMap<>();
    keys.forEach((layer, key) -> {
      LayerRun run = notes.get(key);
      if (run != null) {
        runs.put(layer, run);
      }
    });
    return runs;
  }

  /** Whether all of these layers have been run. */
  synchronized boolean knowsAll(Map<String, String> keys) {
    return notes.keySet().containsAll(keys.values());
  }

  /** Takes down what a run has computed. */
  void note(NetworkReading reading, Tensor input, Activations activations) {
    if (activations.has(Node.INPUT)) {
      note(activations.key(Node.INPUT), 0, "", input);
    }
    for (LayerReading layer : reading.layers()) {
      String id = layer.id();
      if (activations.has(id) && !isKnown(activations.key(id))) {
        note(activations.key(id), activations.nanos(id), activations.kernel(id),
            activations.tensor(id));
      }
    }
  }

  private synchronized boolean isKnown(String key) {
    return notes.containsKey(key);
  }

  private void note(String key, long nanos, String kernel, Tensor values) {
    List<Statistics> maps = maps(values);
    Statistics all = Statistics.joined(maps);
    int liveliest = 0;
    int dark = 0;
    for (int map = 0; map < maps.size(); map++) {
      liveliest = maps.get(map).contrast() > maps.get(liveliest).contrast() ? map : liveliest;
      dark += maps.get(map).zeros() == 1 ? 1 : 0;
    }
    LayerRun run = new LayerRun(key, nanos, kernel, all.min(), all.max(), all.mean(), all.std(),
        all.zeros(), liveliest, dark, largest(values), share(values, all.max()));
    synchronized (this) {
      notes.put(key, run);
    }
  }

  /** The place of the largest number in a vector, or the map that holds it; -1 if none is. */
  private static int largest(Tensor values) {
    float[] data = values.data();
    int largest = -1;
    for (int i = 0; i < data.length; i++) {
      if (data[i] > (largest < 0 ? Float.NEGATIVE_INFINITY : data[largest])) {
        largest = i;
      }
    }
    return largest < 0 ? -1 : largest / (values.size() / values.dimension(0));
  }

  /** Of the largest value in the softmax of a vector; the largest is taken away first, so that nothing overflows. */
  private static double share(Tensor values, float max) {
    double sum = 0;
    if (values.rank() == 1) {
      for (float value : values.data()) {
        sum += Math.exp(value - max);
      }
    }
    return sum == 0 ? 0 : 1 / sum;
  }

  /** Each map's statistics; a vector is one map. */
  private static List<Statistics> maps(Tensor values) {
    int count = values.rank() == 1 ? 1 : values.dimension(0);
    int size = values.size() / count;
    return IntStream.range(0, count)
        .mapToObj(map -> Statistics.of(values.data(), map * size, (map + 1) * size))
        .toList();
  }
}
