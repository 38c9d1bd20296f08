package fovea.engine.run;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done for the outputs that somebody wants: nothing before a layer that is remembered,
 * nothing that no output needs, and layers that nobody looks at in one go with the layer before them.
 *
 * @param remembered the values that are already known, by layer id
 * @param steps what to compute, in order
 */
record Plan(Map<String, Computed> remembered, List<Step> steps) {

  /**
   * Layers that are computed in one go.
   *
   * @param layers each is read by the next one only
   * @param inputs what the first one reads, then what the others read beside the one before them
   * @param released the layers whose values nobody reads any more once this step is done
   * @param kernelKey the word for the kernel that computes them
   * @param work how much computing that is
   */
  record Step(List<LayerReading> layers, List<String> inputs, List<String> released,
      String kernelKey, long work) {

    /** The layer whose values come out. */
    LayerReading last() {
      return layers.getLast();
    }

    /** How many weights and biases they have. */
    long parameters() {
      return layers.stream()
          .flatMap(layer -> layer.cost().parameters().stream())
          .mapToLong(Parameter::elements)
          .sum();
    }
  }

  /**
   * Plans a run.
   *
   * @param missing the layers that have to be computed, in order
   * @param joined how many layers of a chain the kernels can compute in one go
   * @param kernelKey the word for the kernel of such layers
   */
  static Plan of(
      List<LayerReading> missing,
      Set<String> outputs,
      Map<String, Computed> remembered,
      ToIntFunction<List<LayerReading>> joined,
      Function<List<LayerReading>, String> kernelKey) {
    return new Plan(remembered, releasing(joining(missing, outputs, joined, kernelKey), outputs));
  }

  /** The work of all steps. */
  long work() {
    return Work.of(steps.stream().flatMap(step -> step.layers.stream()).toList());
  }

  /**
   * The layers that have to be computed, in order.
   *
   * @param memory finds the values of a layer if they are remembered
   * @param remembered takes the values that need not be computed
   */
  static List<LayerReading> missing(
      NetworkReading network,
      Set<String> outputs,
      Function<String, @Nullable Computed> memory,
      Map<String, Computed> remembered) {
    List<LayerReading> backwards = new ArrayList<>();
    Set<String> needed = new HashSet<>(outputs);
    for (LayerReading layer : network.layers().reversed()) {
      if (needed.contains(layer.id())) {
        Computed known = memory.apply(layer.id());
        if (known == null) {
          needed.addAll(layer.inputs());
          backwards.add(layer);
        } else {
          remembered.put(layer.id(), known);
        }
      }
    }
    return backwards.reversed();
  }

  private static List<Step> joining(
      List<LayerReading> missing,
      Set<String> outputs,
      ToIntFunction<List<LayerReading>> joined,
      Function<List<LayerReading>, String> kernelKey) {
    Map<String, List<LayerReading>> readers = new HashMap<>();
    Set<String> later = new HashSet<>();
    for (LayerReading layer : missing) {
      later.add(layer.id());
      for (String input : layer.inputs()) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(layer);
      }
    }
    List<Step> steps = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (LayerReading layer : missing) {
      if (done.contains(layer.id())) {
        continue;
      }
      List<LayerReading> chain = chain(layer, outputs, readers, later);
      List<LayerReading> layers = List.copyOf(chain.subList(0, joined.applyAsInt(chain)));
      steps.add(new Step(
          layers, inputs(layers), List.of(), kernelKey.apply(layers), Work.of(layers)));
      for (LayerReading one : layers) {
        done.add(one.id());
        later.remove(one.id());
      }
    }
    return steps;
  }

  /** From a layer on, the layers that are the only reader of the one before and have their inputs. */
  private static List<LayerReading> chain(
      LayerReading first,
      Set<String> outputs,
      Map<String, List<LayerReading>> readers,
      Set<String> later) {
    List<LayerReading> chain = new ArrayList<>(List.of(first));
    while (!outputs.contains(chain.getLast().id())) {
      String before = chain.getLast().id();
      List<LayerReading> next = readers.getOrDefault(before, List.of());
      if (next.size() != 1
          || next.getFirst().inputs().stream()
              .anyMatch(id -> !id.equals(before) && later.contains(id))) {
        break;
      }
      chain.add(next.getFirst());
    }
    return chain;
  }

  private static List<String> inputs(List<LayerReading> layers) {
    List<String> inputs = new ArrayList<>(layers.getFirst().inputs());
    for (int i = 1; i < layers.size(); i++) {
      String before = layers.get(i - 1).id();
      layers.get(i).inputs().stream().filter(id -> !id.equals(before)).forEach(inputs::add);
    }
    return List.copyOf(inputs);
  }

  /** The same steps, each with what it is the last to read. */
  private static List<Step> releasing(List<Step> steps, Set<String> outputs) {
    Set<String> readLater = new HashSet<>(outputs);
    List<Step> backwards = new ArrayList<>();
    for (Step step : steps.reversed()) {
      List<String> released = step.inputs.stream().filter(readLater::add).toList();
      backwards.add(
          new Step(step.layers, step.inputs, released, step.kernelKey, step.work));
    }
    return List.copyOf(backwards.reversed());
  }
}
