package fovea.engine.explain;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a convolution saves: the layer beside two others that turn the same maps into maps of the same
 * shape. A locally connected one looks through the same window but shares nothing; a fully connected
 * one reads every number for every number. Exact, however large.
 *
 * @param layer the layer's id
 * @param shared a convolution: local, and the same weights at every position
 * @param local local, but every position has weights of its own
 * @param full every output reads every input
 */
public record Connectivity(String layer, Wiring shared, Wiring local, Wiring full) {

  private static final BigInteger FLOAT_BYTES = BigInteger.valueOf(Float.BYTES);

  /** While Adam trains, each parameter has a gradient and two moments beside itself. */
  private static final BigInteger TRAINING = BigInteger.valueOf(4);

  /**
   * One number of a product.
   *
   * @param symbol what it is, in PyTorch's words
   */
  public record Factor(String symbol, BigInteger value) {}

  /**
   * How a layer is wired.
   *
   * @param factors their product is the number of weights
   * @param weights how many there are, without biases
   * @param biases how many there are
   * @param connections how many times an input number meets a weight, padding included
   */
  public record Wiring(
      List<Factor> factors, BigInteger weights, BigInteger biases, BigInteger connections) {

    public Wiring {
      factors = List.copyOf(factors);
    }

    /** Weights and biases. */
    public BigInteger parameters() {
      return weights.add(biases);
    }

    /** What the parameters take in float32. */
    public BigInteger bytes() {
      return parameters().multiply(FLOAT_BYTES);
    }

    /** What they take while Adam trains them: weights, gradients and two moments. */
    public BigInteger trainingBytes() {
      return bytes().multiply(TRAINING);
    }
  }

  /** The comparison for a layer that looks through a window with weights; empty for all others. */
  public static Optional<Connectivity> of(LayerReading reading) {
    return switch (reading.node().layer()) {
      case Conv2d conv ->
        Optional.of(of(reading, conv.kernelSize(), conv.groups(), conv.bias()));
      case LocallyConnected2d conv -> Optional.of(of(reading, conv.kernelSize(), 1, conv.bias()));
      case Layer _ -> Optional.empty();
    };
  }

  private static Connectivity of(LayerReading reading, Pair kernel, int groups, boolean bias) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Factor channels = factor("out_channels", out.channels());
    Factor perGroup = factor(groups == 1 ? "in_channels" : "in_channels / groups",
        in.channels() / groups);
    List<Factor> window = List.of(perGroup, factor("k_h", kernel.height()),
        factor("k_w", kernel.width()));
    List<Factor> outputs = List.of(
        channels, factor("H_out", out.height()), factor("W_out", out.width()));
    List<Factor> inputs = List.of(factor("in_channels", in.channels()),
        factor("H_in", in.height()), factor("W_in", in.width()));
    BigInteger connections = product(joined(outputs, window));
    BigInteger all = product(joined(outputs, inputs));
    BigInteger none = BigInteger.ZERO;
    return new Connectivity(reading.id(),
        wiring(joined(List.of(channels), window), bias ? channels.value() : none, connections),
        wiring(joined(outputs, window), bias ? product(outputs) : none, connections),
        wiring(joined(outputs, inputs), bias ? product(outputs) : none, all));
  }

  private static Wiring wiring(
      List<Factor> factors, BigInteger biases, BigInteger connections) {
    return new Wiring(factors, product(factors), biases, connections);
  }

  private static Factor factor(String symbol, int value) {
    return new Factor(symbol, BigInteger.valueOf(value));
  }

  private static List<Factor> joined(List<Factor> some, List<Factor> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static BigInteger product(List<Factor> factors) {
    return factors.stream().map(Factor::value).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** How many times fewer weights sharing needs: the number of positions. */
  public double sharing() {
    return local.weights.doubleValue() / shared.weights.doubleValue();
  }

  /** How many times fewer weights looking through a window needs. */
  public double locality() {
    return full.weights.doubleValue() / local.weights.doubleValue();
  }
}
