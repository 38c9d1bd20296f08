package fovea.engine.explain;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terms of one unit while they are collected: where it stands, what it may read, and the few
 * moves that the rooms beside this one need. Of a parameter only the numbers that the unit uses are
 * ever made. For one thread.
 */
final class Terms {

  final LayerReading layer;
  final List<Tensor> inputs;
  final Tensor in;
  final int c;
  final int y;
  final int x;
  final List<Term> list = new ArrayList<>();
  double bias;
  private final Weights weights;

  private Terms(LayerReading layer, Weights weights, List<Tensor> inputs, Unit unit) {
    this.layer = layer;
    this.weights = weights;
    this.inputs = inputs;
    this.in = inputs.getFirst();
    this.c = unit.channel();
    this.y = unit.y();
    this.x = unit.x();
  }

  /** The terms and the bias of a unit that the layer has. */
  static Terms of(LayerReading layer, Weights weights, List<Tensor> inputs, Unit unit) {
    Terms terms = new Terms(layer, weights, inputs, unit);
    switch (layer.node().layer()) {
      case Conv2d conv -> WeightedTerms.convolution(conv, terms);
      case ConvTranspose2d conv -> WeightedTerms.transposed(conv, terms);
      case LocallyConnected2d local -> WeightedTerms.locallyConnected(local, terms);
      case Linear _ -> WeightedTerms.linear(terms);
      case MaxPool2d pool -> WindowTerms.largest(pool.window(), terms);
      case AvgPool2d pool -> WindowTerms.mean(pool, terms);
      case AdaptiveMaxPool2d pool ->
        WindowTerms.largest(pool.outputSize().in((Maps) layer.inputShape()), terms);
      case AdaptiveAvgPool2d pool ->
        WindowTerms.mean(pool.outputSize().in((Maps) layer.inputShape()), terms);
      case Upsample up -> WindowTerms.blend(up, terms);
      case BatchNorm2d norm -> PlacedTerms.batchNorm(norm, terms);
      case Activation function -> PlacedTerms.chord(function, terms);
      case Softmax _ -> PlacedTerms.softmax(terms);
      case Add _ -> PlacedTerms.sum(terms);
      case Multiply _ -> PlacedTerms.product(terms);
      case Concat _ -> PlacedTerms.concat(terms);
      case Flatten _ -> PlacedTerms.flatten(terms);
      case Dropout _ -> PlacedTerms.same(terms);
    }
    return terms;
  }

  /** A place on the first input under the unit, of some channel. */
  List<Integer> beside(int channel) {
    return in.rank() == 1 ? List.of(channel) : List.of(channel, y, x);
  }

  int row(Window window, int ky) {
    return y * window.stride().height() + ky * window.dilation().height()
        - window.before().height();
  }

  int column(Window window, int kx) {
    return x * window.stride().width() + kx * window.dilation().width() - window.before().width();
  }

  void add(int source, List<Integer> weightIndex, double weight, List<Integer> place) {
    list.add(new Term(layer.inputs().get(source), place, weightIndex,
        value(inputs.get(source), place), weight, place));
  }

  /** A cell that may lie past the border, where the padding mode says what stands. */
  void padded(
      int channel, int row, int column, List<Integer> weightIndex, double weight,
      PaddingMode mode) {
    int from = (int) Padded.cell(row, in.dimension(1), mode);
    int across = (int) Padded.cell(column, in.dimension(2), mode);
    List<Integer> source = from < 0 || across < 0
        ? List.of()
        : List.of(channel, from, across);
    list.add(new Term(layer.inputs().getFirst(), List.of(channel, row, column), weightIndex,
        source.isEmpty() ? 0 : value(in, source), weight, source));
  }

  /** Gives a term that was collected already its weight. */
  void weigh(int index, double weight) {
    Term term = list.get(index);
    list.set(index, new Term(
        term.from(), term.input(), term.weightIndex(), term.inputValue(), weight, term.source()));
  }

  void weighAll(double weight) {
    for (int i = 0; i < list.size(); i++) {
      weigh(i, weight);
    }
  }

  /** The shape of the layer's weight. */
  List<Long> weightShape() {
    return parameter("weight").orElseThrow().shape();
  }

  /** So many numbers of the weight, from one place of it on. */
  float[] weights(long first, int count) {
    return numbers("weight", first, count);
  }

  /** The bias at that place, or 0 for a layer without. */
  double biasAt(long place) {
    return parameter("bias").isPresent() ? numbers("bias", place, 1)[0] : 0;
  }

  /** One number of a parameter that the layer has. */
  float[] numbers(String name, long first, int count) {
    float[] numbers = new float[count];
    weights.copy(parameter(name).orElseThrow(), first, numbers, count);
    return numbers;
  }

  private Optional<Parameter> parameter(String name) {
    String full = layer.id() + "." + name;
    return layer.cost().parameters().stream().filter(it -> it.name().equals(full)).findFirst();
  }

  static double value(Tensor tensor, List<Integer> place) {
    int index = 0;
    for (int axis = 0; axis < place.size(); axis++) {
      index = index * tensor.dimension(axis) + place.get(axis);
    }
    return tensor.data()[index];
  }
}
