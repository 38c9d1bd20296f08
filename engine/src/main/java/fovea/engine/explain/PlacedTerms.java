package fovea.engine.explain;

import fovea.engine.kernel.pointwise.Functions;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.tensor.Tensor;
import java.util.List;

/** Units that read one number, or several, in their own place. */
final class PlacedTerms {

  private PlacedTerms() {}

  static void same(Terms terms) {
    terms.add(0, List.of(), 1, terms.beside(terms.c));
  }

  /** As PyTorch runs it: {@code (x − mean) / √(var + eps) · weight + bias}. */
  static void batchNorm(BatchNorm2d norm, Terms terms) {
    double variance = terms.numbers("running_var", terms.c, 1)[0];
    double scale = terms.weights(terms.c, 1)[0] / Math.sqrt(variance + norm.eps());
    terms.bias = terms.biasAt(terms.c) - terms.numbers("running_mean", terms.c, 1)[0] * scale;
    terms.add(0, List.of(), scale, terms.beside(terms.c));
  }

  static void chord(Activation function, Terms terms) {
    double at = Terms.value(terms.in, terms.beside(terms.c));
    terms.bias = Functions.apply(function, 0);
    double rise = Functions.apply(function, at) - terms.bias;
    terms.add(0, List.of(), at == 0 ? 0 : rise / at, terms.beside(terms.c));
  }

  /** exp(x) / Σ exp: the unit's own logit carries the value, the others stand beside it. */
  static void softmax(Terms terms) {
    int logits = terms.in.dimension(0);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits; i++) {
      largest = Math.max(largest, Terms.value(terms.in, terms.beside(i)));
    }
    double sum = 0;
    for (int i = 0; i < logits; i++) {
      sum += Math.exp(Terms.value(terms.in, terms.beside(i)) - largest);
    }
    double own = Terms.value(terms.in, terms.beside(terms.c));
    double share = Math.exp(own - largest) / sum;
    for (int i = 0; i < logits; i++) {
      terms.add(0, List.of(), i == terms.c && own != 0 ? share / own : 0, terms.beside(i));
    }
    terms.bias = own == 0 ? share : 0;
  }

  static void sum(Terms terms) {
    each(1, terms);
  }

  /** The first input times all others, which stand beside it. */
  static void product(Terms terms) {
    each(0, terms);
    double others = 1;
    for (Term term : terms.list.subList(1, terms.list.size())) {
      others *= term.inputValue();
    }
    terms.weigh(0, others);
  }

  private static void each(double weight, Terms terms) {
    for (int i = 0; i < terms.inputs.size(); i++) {
      Tensor tensor = terms.inputs.get(i);
      // A 1 × 1 map has the same value everywhere.
      boolean single = tensor.rank() == 3 && tensor.dimension(1) == 1 && tensor.dimension(2) == 1;
      terms.add(i, List.of(), weight,
          single ? List.of(terms.c, 0, 0) : terms.beside(terms.c));
    }
  }

  static void concat(Terms terms) {
    int source = 0;
    int i = terms.c;
    while (i >= terms.inputs.get(source).dimension(0)) {
      i -= terms.inputs.get(source).dimension(0);
      source++;
    }
    terms.add(source, List.of(), 1, terms.beside(i));
  }

  static void flatten(Terms terms) {
    int width = terms.in.rank() == 1 ? 1 : terms.in.dimension(2);
    int pixels = terms.in.rank() == 1 ? 1 : terms.in.dimension(1) * width;
    terms.add(0, List.of(), 1, terms.in.rank() == 1
        ? List.of(terms.c)
        : List.of(terms.c / pixels, terms.c % pixels / width, terms.c % width));
  }
}
