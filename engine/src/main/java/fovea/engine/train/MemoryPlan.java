package fovea.engine.train;

import fovea.engine.kernel.learning.Habits;
import fovea.engine.kernel.learning.LearningKernels;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose memory holds what while a batch goes forward and back. A layer that may writes over what it reads,
 * if nobody else reads it; a gradient lives from the last reader of its layer back to the layer itself, and
 * then its memory is the next one's.
 */
final class MemoryPlan {

  /**
   * A place for gradients.
   *
   * @param number of the memory
   * @param first the layer whose gradient lies there as well, and whose shape it has
   */
  record Slot(int number, String first) {}

  private final NetworkReading network;
  private final LearningKernels<?> kernels;
  private final int images;
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, Habits> habits = new HashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Slot> gradients = new HashMap<>();
  private final List<List<@Nullable Boolean>> adds = new ArrayList<>();
  private final List<List<Shape>> shapes = new ArrayList<>();

  MemoryPlan(NetworkReading network, LearningKernels<?> kernels, int images) {
    this.images = images;
    this.network = network;
    this.kernels = kernels;
    for (LayerReading reading : network.layers()) {
      habits.put(reading.id(), kernels.habits(reading));
      reading.inputs().forEach(id -> readers.merge(id, 1, Integer::sum));
    }
    placeValues();
    placeGradients();
  }

  /** For each layer, {@code input} included, the one whose memory its values take. */
  Map<String, String> values() {
    return values;
  }

  /** For each layer that has a gradient, where it lies. */
  Map<String, Slot> gradients() {
    return gradients;
  }

  /** For each layer and input whether its share is added to another one; null if nobody wants it. */
  List<List<@Nullable Boolean>> adds() {
    return adds;
  }

  /** For each slot the shape that takes the most memory. */
  List<Shape> slots() {
    Comparator<Shape> bySize = Comparator.comparingLong(shape -> kernels.bytes(shape, images));
    return shapes.stream().map(ofSlot -> ofSlot.stream().max(bySize).orElseThrow()).toList();
  }

  /**
   * The memory of all values and gradients.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  long bytes() {
    long bytes = 0;
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (value.getKey().equals(value.getValue())) {
        Shape shape = network.shapeOf(value.getKey());
        bytes = Math.addExact(bytes, value.getKey().equals(Node.INPUT)
            ? kernels.inputBytes(shape, images, readersOfInput())
            : kernels.bytes(shape, images));
      }
    }
    for (Shape slot : slots()) {
      bytes = Math.addExact(bytes, kernels.bytes(slot, images));
    }
    return bytes;
  }

  /** The layers that read the picture. */
  List<LayerReading> readersOfInput() {
    return network.layers().stream()
        .filter(layer -> layer.inputs().contains(Node.INPUT)).toList();
  }

  private void placeValues() {
    values.put(Node.INPUT, Node.INPUT);
    for (LayerReading reading : network.layers()) {
      String before = reading.inputs().getFirst();
      Habits giver = habits.get(before);
      boolean writesOver = habits(reading).writesOver() && giver != null && !giver.readsOutput()
          && readers.getOrDefault(before, 0) == 1;
      values.put(reading.id(),
          writesOver ? Objects.requireNonNull(values.get(before)) : reading.id());
    }
  }

  private Habits habits(LayerReading reading) {
    return Objects.requireNonNull(habits.get(reading.id()));
  }

  /** The way back, gone once to see who needs what. */
  private void placeGradients() {
    Set<String> learning = learning();
    NavigableSet<Integer> free = new TreeSet<>();
    String last = network.layers().getLast().id();
    gradients.put(last, take(last, free));
    for (LayerReading reading : network.layers().reversed()) {
      List<@Nullable Boolean> ofInputs = new ArrayList<>();
      adds.addFirst(ofInputs);
      Slot own = gradients.get(reading.id());
      boolean isPassedOn = false;
      for (String input : reading.inputs()) {
        boolean isKnown = gradients.containsKey(input);
        if (own == null || !learning.contains(input)) {
          ofInputs.add(null);
        } else if (isKnown) {
          ofInputs.add(true);
        } else {
          boolean takesOver = ofInputs.isEmpty() && habits(reading).passesOn()
              && readers.getOrDefault(input, 0) == 1;
          isPassedOn |= takesOver;
          gradients.put(input, takesOver ? own : take(input, free));
          ofInputs.add(false);
        }
      }
      if (own != null && !isPassedOn) {
        free.add(own.number());
      }
    }
  }

  /** The layers that learn or stand behind one that does: the picture's gradient nobody wants. */
  private Set<String> learning() {
    Set<String> learning = new HashSet<>();
    for (LayerReading reading : network.layers()) {
      if (!reading.cost().parameters().isEmpty()
          || reading.inputs().stream().anyMatch(learning::contains)) {
        learning.add(reading.id());
      }
    }
    return learning;
  }

  private Slot take(String id, NavigableSet<Integer> free) {
    Integer number = free.pollFirst();
    if (number == null) {
      number = shapes.size();
      shapes.add(new ArrayList<>());
    }
    shapes.get(number).add(network.shapeOf(id));
    return new Slot(number, id);
  }
}
