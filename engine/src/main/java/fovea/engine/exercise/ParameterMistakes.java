package fovea.engine.exercise;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.List;

/** How the numbers that a layer learns are usually miscounted. */
final class ParameterMistakes {

  private final String layer;
  private final Misses misses;

  private ParameterMistakes(LayerReading layer) {
    this.layer = layer.id();
    this.misses = new Misses(BigInteger.valueOf(layer.cost().parameterCount().value()));
  }

  /** @param path a layer and all that it comes from */
  static List<Miss> of(List<LayerReading> path, Maps picture) {
    LayerReading last = path.getLast();
    ParameterMistakes mistakes = new ParameterMistakes(last);
    LayerReading before = path.stream()
        .filter(layer -> layer.id().equals(last.inputs().getFirst())).findFirst().orElse(last);
    switch (last.node().layer()) {
      case Conv2d conv -> mistakes.convolution(new Kernels(last.inputShape(), last.output(),
          conv.kernelSize(), conv.groups(), conv.bias()), before, picture);
      case ConvTranspose2d conv -> mistakes.convolution(new Kernels(last.inputShape(),
          last.output(), conv.kernelSize(), conv.groups(), conv.bias()), before, picture);
      case Linear linear ->
        mistakes.linear(((Features) last.inputShape()).count(), linear, before);
      case BatchNorm2d _ -> mistakes.batchNorm(((Maps) last.inputShape()).channels());
      case Layer _ -> {}
    }
    return mistakes.misses.list();
  }

  /** What a convolution's count is made of. */
  private record Kernels(Shape input, Shape output, Pair size, int groups, boolean hasBias) {

    long in() {
      return ((Maps) input).channels();
    }

    long out() {
      return ((Maps) output).channels();
    }

    long bias() {
      return hasBias ? out() : 0;
    }

    long positions() {
      return (long) ((Maps) output).height() * ((Maps) output).width();
    }

    long cells() {
      return (long) size.height() * size.width();
    }

    BigInteger weights() {
      return product(out(), in() / groups, cells());
    }
  }

  private void convolution(Kernels kernels, LayerReading before, Maps picture) {
    bias(kernels);
    long out = kernels.out();
    long in = kernels.in();
    long perGroup = in / kernels.groups;
    long cells = kernels.cells();
    counted(Mistake.IN_CHANNELS_FORGOTTEN, product(out, cells), kernels.bias());
    counted(Mistake.GROUPS_IGNORED, product(out, in, cells), kernels.bias());
    counted(Mistake.GROUP_COUNTED_ONCE,
        product(out / kernels.groups, perGroup, cells), kernels.bias());
    for (long side : List.of(kernels.size.height(), kernels.size.width())) {
      boolean isSquare = kernels.size.height() == kernels.size.width();
      counted(isSquare ? Mistake.KERNEL_NOT_SQUARED : Mistake.KERNEL_TAKEN_SQUARE,
          product(out, perGroup, isSquare ? side : side * side), kernels.bias());
    }
    notShared(kernels);
    counted(Mistake.OUT_CHANNELS_FORGOTTEN, product(perGroup, cells), kernels.hasBias ? 1 : 0);
    if (before.node().layer() instanceof Concat) {
      for (Shape joined : before.inputShapes()) {
        counted(Mistake.CHANNELS_NOT_JOINED,
            product(out, ((Maps) joined).channels(), cells), kernels.bias());
      }
    }
    if (picture.channels() > 1 && picture.channels() != in) {
      counted(Mistake.PICTURE_CHANNELS, product(out, picture.channels(), cells), kernels.bias());
    }
  }

  private void bias(Kernels kernels) {
    BigInteger weights = kernels.weights();
    if (!kernels.hasBias) {
      misses.add(Mistake.BIAS_ADDED, layer, weights.add(product(kernels.out())));
      return;
    }
    misses.add(Mistake.BIAS_FORGOTTEN, layer, weights);
    misses.add(Mistake.BIAS_PER_KERNEL, layer,
        weights.add(product(kernels.out(), kernels.in() / kernels.groups)));
    misses.add(Mistake.BIAS_PER_WEIGHT, layer, weights.add(weights));
    misses.add(Mistake.BIAS_PER_POSITION, layer,
        weights.add(product(kernels.out(), kernels.positions())));
  }

  private void notShared(Kernels kernels) {
    BigInteger positions = product(kernels.positions());
    BigInteger bias = product(kernels.bias());
    misses.add(Mistake.NOT_SHARED, layer, kernels.weights().add(bias).multiply(positions));
    misses.add(Mistake.NOT_SHARED, layer, kernels.weights().multiply(positions).add(bias));
  }

  private void linear(long inFeatures, Linear linear, LayerReading before) {
    long out = linear.outFeatures();
    BigInteger weights = product(inFeatures, out);
    if (linear.bias()) {
      misses.add(Mistake.BIAS_FORGOTTEN, layer, weights);
      misses.add(Mistake.BIAS_PER_WEIGHT, layer, weights.add(weights));
    } else {
      misses.add(Mistake.BIAS_ADDED, layer, weights.add(product(out)));
    }
    if (before.inputShape() instanceof Maps(int channels, int _, int _)) {
      counted(Mistake.POSITIONS_FORGOTTEN, product(channels, out), linear.bias() ? out : 0);
    }
  }

  private void batchNorm(long channels) {
    misses.add(Mistake.RUNNING_STATISTICS_COUNTED, layer, product(4, channels));
    misses.add(Mistake.BIAS_FORGOTTEN, layer, product(channels));
  }

  /** A wrong number of weights with the biases, and without them if somebody forgot those as well. */
  private void counted(Mistake mistake, BigInteger weights, long biases) {
    misses.add(mistake, layer, weights.add(BigInteger.valueOf(biases)));
    misses.addIfFree(mistake, layer, weights);
  }

  private static BigInteger product(long... factors) {
    BigInteger product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }
}
