package fovea.engine.explain;

import fovea.engine.kernel.Affine;
import fovea.engine.kernel.Blend;
import fovea.engine.kernel.Functions;
import fovea.engine.network.Axis;
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
import fovea.engine.network.Pair;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the terms of one unit, in loops over {@code c, y, x, ky, kx} as in the formulas. */
final class Terms {

  private final LayerReading layer;
  private final Map<String, Tensor> parameters;
  private final List<Tensor> inputs;
  private final Tensor in;
  private final int c;
  private final int y;
  private final int x;
  private final List<Term> list = new ArrayList<>();
  private double bias;

  Terms(LayerReading layer, Map<String, Tensor> parameters, List<Tensor> inputs, Unit unit) {
    this.layer = layer;
    this.parameters = parameters;
    this.inputs = inputs;
    this.in = inputs.getFirst();
    this.c = unit.channel();
    this.y = unit.y();
    this.x = unit.x();
  }

  List<Term> list() {
    return list;
  }

  double bias() {
    return bias;
  }

  void collect() {
    switch (layer.node().layer()) {
      case Conv2d conv -> convolution(conv);
      case ConvTranspose2d conv -> transposed(conv);
      case LocallyConnected2d local -> locallyConnected(local);
      case Linear _ -> linear();
      case MaxPool2d pool -> {
        window(pool.window());
        keepTheLargest();
      }
      case AvgPool2d pool -> {
        window(pool.window());
        average(pool);
      }
      case AdaptiveMaxPool2d pool -> {
        part(pool.outputSize());
        keepTheLargest();
      }
      case AdaptiveAvgPool2d pool -> {
        part(pool.outputSize());
        weighAll(1.0 / list.size());
      }
      case BatchNorm2d norm -> {
        Affine affine = Affine.of(norm, parameters);
        bias = affine.shift(c);
        add(0, List.of(c), affine.scale(c), here());
      }
      case Activation function -> chord(function);
      case Softmax _ -> softmax();
      case Upsample up -> blend(up);
      case Add _ -> each(1);
      case Multiply _ -> factors();
      case Concat _ -> concat();
      case Flatten _ -> flatten();
      case Dropout _ -> add(0, List.of(), 1, here());
    }
  }

  // --- weighted sums

  private void convolution(Conv2d conv) {
    Window window = conv.window();
    Tensor weight = required("weight");
    int perGroup = weight.dimension(1);
    int first = c / (conv.outChannels() / conv.groups()) * perGroup;
    requireFew((long) weight.size() / weight.dimension(0));
    for (int i = 0; i < perGroup; i++) {
      for (int ky = 0; ky < window.kernel().height(); ky++) {
        for (int kx = 0; kx < window.kernel().width(); kx++) {
          int row = row(window, ky);
          int column = column(window, kx);
          padded(first + i, row, column, List.of(c, i, ky, kx), at(weight, c, i, ky, kx),
              conv.paddingMode());
        }
      }
    }
    bias = bias(c);
  }

  private void transposed(ConvTranspose2d conv) {
    Tensor weight = required("weight");
    int outPerGroup = weight.dimension(1);
    int inPerGroup = weight.dimension(0) / conv.groups();
    int group = c / outPerGroup;
    requireFew((long) weight.size() / outPerGroup);
    for (int i = group * inPerGroup; i < (group + 1) * inPerGroup; i++) {
      for (int ky = 0; ky < conv.kernelSize().height(); ky++) {
        for (int kx = 0; kx < conv.kernelSize().width(); kx++) {
          int painted = y + conv.padding().height() - ky * conv.dilation().height();
          int across = x + conv.padding().width() - kx * conv.dilation().width();
          // Between two steps of the stride there is no input that could have painted here.
          if (painted % conv.stride().height() == 0 && across % conv.stride().width() == 0) {
            padded(i, painted / conv.stride().height(), across / conv.stride().width(),
                List.of(i, c % outPerGroup, ky, kx), at(weight, i, c % outPerGroup, ky, kx),
                PaddingMode.ZEROS);
          }
        }
      }
    }
    bias = bias(c);
  }

  private void locallyConnected(LocallyConnected2d local) {
    Window window = local.window();
    Tensor weight = required("weight");
    int position = y * Math.toIntExact(layer.output().dimensions().get(2)) + x;
    requireFew(weight.dimension(2));
    int tap = 0;
    for (int i = 0; i < in.dimension(0); i++) {
      for (int ky = 0; ky < window.kernel().height(); ky++) {
        for (int kx = 0; kx < window.kernel().width(); kx++) {
          padded(i, row(window, ky), column(window, kx), List.of(c, position, tap),
              at(weight, c, position, tap), PaddingMode.ZEROS);
          tap++;
        }
      }
    }
    bias = bias(c, position);
  }

  private void linear() {
    Tensor weight = required("weight");
    requireFew(in.size());
    for (int i = 0; i < in.size(); i++) {
      add(0, List.of(c, i), at(weight, c, i), List.of(i));
    }
    bias = bias(c);
  }

  // --- windows

  private void window(Window window) {
    requireFew((long) window.kernel().height() * window.kernel().width());
    for (int ky = 0; ky < window.kernel().height(); ky++) {
      for (int kx = 0; kx < window.kernel().width(); kx++) {
        padded(c, row(window, ky), column(window, kx), List.of(), 0, PaddingMode.ZEROS);
      }
    }
  }

  /** Part i of an axis reaches from ⌊i · in / out⌋ up to, not including, ⌈(i + 1) · in / out⌉. */
  private void part(Pair size) {
    long height = in.dimension(1);
    long width = in.dimension(2);
    int top = (int) (y * height / size.height());
    int bottom = (int) Math.ceilDiv((y + 1) * height, (long) size.height());
    int left = (int) (x * width / size.width());
    int right = (int) Math.ceilDiv((x + 1) * width, (long) size.width());
    requireFew((long) (bottom - top) * (right - left));
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        add(0, List.of(), 0, List.of(c, row, column));
      }
    }
  }

  private void keepTheLargest() {
    int winner = -1;
    for (int i = 0; i < list.size(); i++) {
      Term term = list.get(i);
      if (term.inside() && (winner < 0 || term.inputValue() > list.get(winner).inputValue())) {
        winner = i;
      }
    }
    weigh(winner, 1);
  }

  /** PyTorch divides by the cells of the window, cut at the far end of the padding. */
  private void average(AvgPool2d pool) {
    Window window = pool.window();
    long inside = list.stream().filter(Term::inside).count();
    double cells = pool.countIncludePad()
        ? (double) cut(window, Axis.HEIGHT, y, in.dimension(1))
            * cut(window, Axis.WIDTH, x, in.dimension(2))
        : inside;
    weighAll(1 / cells);
  }

  private static long cut(Window window, Axis axis, int o, int length) {
    long start = (long) o * window.stride().along(axis) - window.before().along(axis);
    return Math.min(start + window.kernel().along(axis), (long) length + window.after().along(axis))
        - start;
  }

  private void blend(Upsample up) {
    Blend rows = Blend.of(up, Axis.HEIGHT, layer);
    Blend columns = Blend.of(up, Axis.WIDTH, layer);
    float down = rows.share(y);
    float across = columns.share(x);
    add(0, List.of(), (1 - down) * (1 - across), List.of(c, rows.low(y), columns.low(x)));
    if (across > 0) {
      add(0, List.of(), (1 - down) * across, List.of(c, rows.low(y), columns.high(x)));
    }
    if (down > 0) {
      add(0, List.of(), down * (1 - across), List.of(c, rows.high(y), columns.low(x)));
    }
    if (down > 0 && across > 0) {
      add(0, List.of(), down * across, List.of(c, rows.high(y), columns.high(x)));
    }
  }

  // --- one number, or several, in the same place

  private void chord(Activation function) {
    double at = value(in, here());
    bias = Functions.apply(function, 0);
    double rise = Functions.apply(function, at) - bias;
    add(0, List.of(), at == 0 ? 0 : rise / at, here());
  }

  /** exp(x) / Σ exp: the unit's own logit carries the value, the others stand beside it. */
  private void softmax() {
    int logits = in.dimension(0);
    requireFew(logits);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits; i++) {
      largest = Math.max(largest, value(in, beside(i)));
    }
    double sum = 0;
    for (int i = 0; i < logits; i++) {
      sum += Math.exp(value(in, beside(i)) - largest);
    }
    double own = value(in, here());
    double share = Math.exp(own - largest) / sum;
    for (int i = 0; i < logits; i++) {
      add(0, List.of(), i == c && own != 0 ? share / own : 0, beside(i));
    }
    bias = own == 0 ? share : 0;
  }

  private void each(double weight) {
    for (int i = 0; i < inputs.size(); i++) {
      add(i, List.of(), weight, spread(i));
    }
  }

  /** The first input times all others, which stand beside it. */
  private void factors() {
    each(0);
    double others = 1;
    for (Term term : list.subList(1, list.size())) {
      others *= term.inputValue();
    }
    weigh(0, others);
  }

  private void concat() {
    int source = 0;
    int i = c;
    while (i >= inputs.get(source).dimension(0)) {
      i -= inputs.get(source).dimension(0);
      source++;
    }
    add(source, List.of(), 1, in.rank() == 1 ? List.of(i) : List.of(i, y, x));
  }

  private void flatten() {
    int pixels = in.rank() == 1 ? 1 : in.dimension(1) * in.dimension(2);
    add(0, List.of(), 1, in.rank() == 1
        ? List.of(c)
        : List.of(c / pixels, c % pixels / in.dimension(2), c % in.dimension(2)));
  }

  // --- building blocks

  private List<Integer> here() {
    return beside(c);
  }

  private List<Integer> beside(int channel) {
    return in.rank() == 1 ? List.of(channel) : List.of(channel, y, x);
  }

  /** A 1 × 1 map has the same value everywhere. */
  private List<Integer> spread(int source) {
    Tensor tensor = inputs.get(source);
    boolean single = tensor.rank() == 3 && tensor.dimension(1) == 1 && tensor.dimension(2) == 1;
    return single ? List.of(c, 0, 0) : here();
  }

  private int row(Window window, int ky) {
    return y * window.stride().height() + ky * window.dilation().height()
        - window.before().height();
  }

  private int column(Window window, int kx) {
    return x * window.stride().width() + kx * window.dilation().width() - window.before().width();
  }

  private void add(int source, List<Integer> weightIndex, double weight, List<Integer> place) {
    list.add(new Term(layer.inputs().get(source), place, weightIndex,
        value(inputs.get(source), place), weight, true));
  }

  /** A cell that may lie past the border, where the padding mode says what stands. */
  private void padded(
      int channel, int row, int column, List<Integer> weightIndex, double weight,
      PaddingMode mode) {
    int from = (int) Padded.cell(row, in.dimension(1), mode);
    int across = (int) Padded.cell(column, in.dimension(2), mode);
    boolean inside = from == row && across == column && from >= 0 && across >= 0
        && from < in.dimension(1) && across < in.dimension(2);
    boolean empty = from < 0 || across < 0;
    list.add(new Term(layer.inputs().getFirst(), List.of(channel, row, column), weightIndex,
        empty ? 0 : value(in, List.of(channel, from, across)), weight, inside));
  }

  private void weigh(int index, double weight) {
    Term term = list.get(index);
    list.set(index, new Term(
        term.from(), term.input(), term.weightIndex(), term.inputValue(), weight, term.inside()));
  }

  private void weighAll(double weight) {
    for (int i = 0; i < list.size(); i++) {
      weigh(i, weight);
    }
  }

  private Tensor required(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  private double bias(int... place) {
    @Nullable
    Tensor tensor = parameters.get("bias");
    return tensor == null ? 0 : at(tensor, place);
  }

  private static double at(Tensor tensor, int... place) {
    int index = 0;
    for (int axis = 0; axis < place.length; axis++) {
      index = index * tensor.dimension(axis) + place[axis];
    }
    return tensor.data()[index];
  }

  private static double value(Tensor tensor, List<Integer> place) {
    return at(tensor, place.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void requireFew(long terms) {
    if (terms > UnitTrace.MAX_TERMS) {
      throw new IllegalArgumentException(
          "a unit with " + terms + " terms is too large to trace; at most " + UnitTrace.MAX_TERMS);
    }
  }
}
