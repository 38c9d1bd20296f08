package fovea.engine.tensor;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The parameters of a network: numbers that were given, for whole tensors or parts of them, and a
 * seed for all others. Those of the seed are made whenever they are asked for and never kept here, so
 * an instance is as small as what was given. Immutable, for many threads.
 */
public final class Weights {

  /** By parameter, a whole before its parts: the finer one counts. */
  private final Map<String, List<Part>> given;

  private final long seed;
  private final Map<Slice, String> digests = new ConcurrentHashMap<>();

  private Weights(Collection<Part> parts, long seed) {
    this.given = parts.stream()
        .sorted(Comparator.comparingInt(part -> part.slice().index().size()))
        .collect(Collectors.groupingBy(part -> part.slice().parameter(), LinkedHashMap::new,
            Collectors.toUnmodifiableList()));
    this.seed = seed;
  }

  /** Every parameter comes from the seed. */
  public static Weights seeded(long seed) {
    return new Weights(List.of(), seed);
  }

  /** The given tensors by parameter name, such as {@code conv1.weight}; the others from the seed. */
  public static Weights of(Map<String, Tensor> given, long seed) {
    return new Weights(
        given.entrySet().stream()
            .map(entry -> new Part(new Slice(entry.getKey(), List.of()), entry.getValue()))
            .toList(),
        seed);
  }

  /** The given parts, no two of the same slice; where one lies inside another, the finer counts. */
  public static Weights of(Collection<Part> given, long seed) {
    return new Weights(given, seed);
  }

  /** What the parameters that were not given are made of. */
  public long seed() {
    return seed;
  }

  /** The same without the parts that {@link #misfits} complains of: an edit may have left them. */
  public Weights fitting(NetworkReading network) {
    if (given.isEmpty()) {
      return this;
    }
    List<Part> fitting = new ArrayList<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        parts(parameter).stream().filter(part -> fits(part, parameter)).forEach(fitting::add);
      }
    }
    return new Weights(fitting, seed);
  }

  /**
   * What keeps the given numbers from being this network's, in a sentence each: a name that it does
   * not have, or another shape. Empty if they fit.
   */
  public List<String> misfits(NetworkReading network) {
    List<String> misfits = new ArrayList<>();
    Map<String, List<Part>> unused = new HashMap<>(given);
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        unused.remove(parameter.name());
        parts(parameter).stream().filter(part -> !fits(part, parameter))
            .forEach(part -> misfits.add(expectation(parameter, part)));
      }
    }
    unused.keySet().stream()
        .sorted()
        .forEach(name -> misfits.add("the network has no parameter named " + name));
    return misfits;
  }

  /** Whether any of the parameter's numbers were given, be it those of a part only. */
  public boolean isGiven(Parameter parameter) {
    return given.containsKey(parameter.name());
  }

  /**
   * The parameter's numbers.
   *
   * @throws IllegalArgumentException if numbers of another shape were given
   */
  public Tensor tensor(Parameter parameter) {
    List<Part> parts = parts(parameter);
    Tensor base = hasWhole(parts)
        ? numbers(parts.getFirst(), parameter)
        : Initialiser.tensor(seed, parameter);
    List<Part> finer = hasWhole(parts) ? parts.subList(1, parts.size()) : parts;
    if (finer.isEmpty()) {
      return base;
    }
    float[] data = base.data().clone();
    finer.forEach(part -> lay(part, parameter, 0, data, data.length));
    return Tensor.of(data, base.shape());
  }

  /**
   * Some of the parameter's numbers, in order: those of the seed are made without making the others,
   * so that a file can be written that would not fit into memory.
   *
   * @param first the place of the first one, counted from 0
   * @param into gets {@code count} numbers from its beginning on
   * @throws IllegalArgumentException if numbers of another shape were given
   */
  public void copy(Parameter parameter, long first, float[] into, int count) {
    List<Part> parts = parts(parameter);
    if (!hasWhole(parts)) {
      Initialiser.fill(seed, parameter, first, into, 0, count);
    }
    parts.forEach(part -> lay(part, parameter, first, into, count));
  }

  /** Puts a part over those of the numbers from {@code first} on that are its own. */
  private static void lay(Part part, Parameter parameter, long first, float[] into, int count) {
    float[] numbers = numbers(part, parameter).data();
    long begin = part.slice().first(parameter);
    long from = Math.max(first, begin);
    long to = Math.min(first + count, begin + numbers.length);
    if (from < to) {
      System.arraycopy(
          numbers, (int) (from - begin), into, (int) (from - first), (int) (to - from));
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
    List<Part> parts = parts(parameter);
    String base = hasWhole(parts) ? "" : "seed %d %s".formatted(seed, parameter);
    return parts.stream()
        .map(part -> part.slice().index() + digests.computeIfAbsent(
            part.slice(), _ -> part.digest().get()))
        .collect(Collectors.joining(" ", base, ""));
  }

  private List<Part> parts(Parameter parameter) {
    return given.getOrDefault(parameter.name(), List.of());
  }

  private static boolean hasWhole(List<Part> parts) {
    return !parts.isEmpty() && parts.getFirst().slice().index().isEmpty();
  }

  private static Tensor numbers(Part part, Parameter parameter) {
    if (!fits(part, parameter)) {
      throw new IllegalArgumentException(expectation(parameter, part));
    }
    return part.numbers().get();
  }

  private static boolean fits(Part part, Parameter parameter) {
    return part.slice().isOf(parameter) && part.slice().shape(parameter).equals(part.shape());
  }

  private static String expectation(Parameter parameter, Part part) {
    return part.slice().isOf(parameter)
        ? "expected shape %s for %s but found %s"
            .formatted(part.slice().shape(parameter), part.slice(), part.shape())
        : "%s of shape %s has no part %s"
            .formatted(parameter.name(), parameter.shape(), part.slice());
  }
}
