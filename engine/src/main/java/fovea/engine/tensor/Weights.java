package fovea.engine.tensor;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parameters of a network: tensors that were given, by name, and a seed for all others. Those of
 * the seed are made whenever they are asked for and never kept here, so an instance is as small as
 * what was given. Immutable, for many threads.
 */
public final class Weights {

  private final Map<String, Tensor> given;
  private final long seed;
  private final Map<String, String> digests = new ConcurrentHashMap<>();

  private Weights(Map<String, Tensor> given, long seed) {
    this.given = Map.copyOf(given);
    this.seed = seed;
  }

  /** Every parameter comes from the seed. */
  public static Weights seeded(long seed) {
    return new Weights(Map.of(), seed);
  }

  /** The given tensors by parameter name, such as {@code conv1.weight}; the others from the seed. */
  public static Weights of(Map<String, Tensor> given, long seed) {
    return new Weights(given, seed);
  }

  /** What the parameters that were not given are made of. */
  public long seed() {
    return seed;
  }

  /**
   * What keeps the given tensors from being this network's, in a sentence each: a name that it does
   * not have, or another shape. Empty if they fit.
   */
  public List<String> misfits(NetworkReading network) {
    List<String> misfits = new ArrayList<>();
    Set<String> unused = new HashSet<>(given.keySet());
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        Tensor tensor = given.get(parameter.name());
        unused.remove(parameter.name());
        if (tensor != null && !fits(tensor, parameter)) {
          misfits.add(expectation(parameter, tensor));
        }
      }
    }
    unused.stream()
        .sorted()
        .forEach(name -> misfits.add("the network has no parameter named " + name));
    return misfits;
  }

  /**
   * The parameter's numbers.
   *
   * @throws IllegalArgumentException if a tensor of another shape was given
   */
  public Tensor tensor(Parameter parameter) {
    Tensor tensor = given.get(parameter.name());
    if (tensor == null) {
      return Initialiser.tensor(seed, parameter);
    }
    if (!fits(tensor, parameter)) {
      throw new IllegalArgumentException(expectation(parameter, tensor));
    }
    return tensor;
  }

  /**
   * Some of the parameter's numbers, in order: those of the seed are made without making the others,
   * so that a file can be written that would not fit into memory.
   *
   * @param first the place of the first one, counted from 0
   * @param into gets {@code count} numbers from its beginning on
   * @throws IllegalArgumentException if a tensor of another shape was given
   */
  public void copy(Parameter parameter, long first, float[] into, int count) {
    if (given.containsKey(parameter.name())) {
      System.arraycopy(tensor(parameter).data(), Math.toIntExact(first), into, 0, count);
    } else {
      Initialiser.fill(seed, parameter, first, into, 0, count);
    }
  }

  /** The tensors of all parameters of a layer, by the last part of their names: {@code weight}. */
  public Map<String, Tensor> tensors(LayerReading layer) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Parameter parameter : layer.cost().parameters()) {
      tensors.put(parameter.name().substring(layer.id().length() + 1), tensor(parameter));
    }
    return tensors;
  }

  /** A word that two parameters share only if they hold the same numbers. */
  public String digest(Parameter parameter) {
    Tensor tensor = given.get(parameter.name());
    return tensor == null
        ? "seed %d %s".formatted(seed, parameter)
        : digests.computeIfAbsent(parameter.name(), _ -> Digest.of(tensor));
  }

  private static boolean fits(Tensor tensor, Parameter parameter) {
    return dimensions(tensor).equals(parameter.shape());
  }

  private static String expectation(Parameter parameter, Tensor tensor) {
    return "expected shape %s for %s but found %s"
        .formatted(parameter.shape(), parameter.name(), dimensions(tensor));
  }

  private static List<Long> dimensions(Tensor tensor) {
    List<Long> dimensions = new ArrayList<>();
    for (int dimension : tensor.shape()) {
      dimensions.add((long) dimension);
    }
    return dimensions;
  }
}
