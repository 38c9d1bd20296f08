package fovea.engine.kernel.learning;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All numbers that a network learns, in one array, and their gradients in another: tensors lie one
 * behind the other in PyTorch's order, those that are trained before the running statistics. For one
 * training; its threads write where nobody else does.
 */
public final class LearnedNumbers {

  /** Vectors may be read past the end, never written. */
  static final int SLACK = 64;

  /** The numbers now. */
  public final float[] values;

  /** Their gradients; for running statistics, what they are to be next. */
  public final float[] gradients;

  private final List<Parameter> parameters;
  private final Map<String, Integer> places = new HashMap<>();
  private final int trained;
  private final long seed;

  /**
   * A network's numbers.
   *
   * @throws ArithmeticException if they do not fit into an array
   */
  public LearnedNumbers(NetworkReading network, Weights weights) {
    this.parameters = parameters(network);
    this.seed = weights.seed();
    long size = 0;
    long ofTrained = 0;
    for (Parameter parameter : parameters) {
      places.put(parameter.name(), Math.toIntExact(size));
      size = Math.addExact(size, parameter.elements());
      ofTrained = parameter.kind().isTrained() ? size : ofTrained;
    }
    this.trained = Math.toIntExact(ofTrained);
    this.values = new float[Math.toIntExact(size + SLACK)];
    this.gradients = new float[values.length];
    for (Parameter parameter : parameters) {
      Tensor tensor = weights.tensor(parameter);
      System.arraycopy(tensor.data(), 0, values, place(parameter.name()), tensor.size());
    }
  }

  private static List<Parameter> parameters(NetworkReading network) {
    List<Parameter> all = new ArrayList<>();
    for (boolean trained : new boolean[]{true, false}) {
      for (LayerReading layer : network.layers()) {
        layer.cost().parameters().stream()
            .filter(parameter -> parameter.kind().isTrained() == trained)
            .forEach(all::add);
      }
    }
    return all;
  }

  /**
   * The memory of one of the arrays.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  public static long bytes(NetworkReading network) {
    long elements = SLACK;
    for (Parameter parameter : parameters(network)) {
      elements = Math.addExact(elements, parameter.elements());
    }
    return Math.multiplyExact(elements, (long) Float.BYTES);
  }

  /** All parameters in their order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** How many numbers are trained; they come first. */
  public int trained() {
    return trained;
  }

  /** How many numbers there are, running statistics counted. */
  public int size() {
    return values.length - SLACK;
  }

  /** Whether the network has a parameter of that name. */
  public boolean has(String name) {
    return places.containsKey(name);
  }

  /** Where a parameter's numbers begin. */
  public int place(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("the network has no parameter named " + name);
    }
    return place;
  }

  /** A copy of the numbers as they are now. */
  public Weights weights() {
    return Weights.of(tensors(values, size()), seed);
  }

  /**
   * A copy of numbers that lie as these do, by their parameters.
   *
   * @param count how many there are: {@link #size}, or {@link #trained} where only those are
   */
  public Map<String, Tensor> tensors(float[] from, int count) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Parameter parameter : parameters) {
      int first = place(parameter.name());
      int end = first + Math.toIntExact(parameter.elements());
      if (end <= count) {
        tensors.put(parameter.name(), Tensor.of(Arrays.copyOfRange(from, first, end),
            parameter.shape().stream().mapToInt(Math::toIntExact).toArray()));
      }
    }
    return tensors;
  }

  /** Puts such numbers to where they lie. */
  public void put(Map<String, Tensor> tensors, float[] into) {
    tensors.forEach((name, tensor) -> System.arraycopy(
        tensor.data(), 0, into, place(name), tensor.size()));
  }
}
