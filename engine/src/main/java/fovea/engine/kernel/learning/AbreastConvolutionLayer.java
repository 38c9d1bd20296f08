package fovea.engine.kernel.learning;

import fovea.engine.kernel.convolution.AbreastConvolution;
import fovea.engine.kernel.convolution.AbreastGradient;
import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.convolution.WayBack;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution while it learns from pictures that lie abreast. All vectors of pictures pass before a weight's
 * sum is stored, so weights do not depend on the number of threads.
 */
final class AbreastConvolutionLayer implements LearningLayer<Batch> {

  /** Pieces of the weights: enough for a few threads to share evenly, and each lays out the input. */
  private static final int PIECES = 8;

  /** Numbers of a table of taps, at the most: none is made to find out that it is too large. */
  private static final int TABLE = 1 << 20;

  private final Convolution conv;
  private final AbreastConvolution kernel;
  private final WayBack back;
  private final AbreastGradient weightGradient;
  private final LearnedNumbers numbers;
  private final int biasAt;
  private final long work;

  /** Of the way back; made when it is first gone, since the picture's gradient nobody wants. */
  private @Nullable AbreastConvolution backKernel;

  AbreastConvolutionLayer(
      LayerReading reading, Convolution conv, WayBack back, LearnedNumbers numbers) {
    this.conv = conv;
    this.kernel = new AbreastConvolution(conv);
    this.back = back;
    this.weightGradient = new AbreastGradient(conv);
    this.numbers = numbers;
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.work = reading.cost().macs().value();
  }

  /** Whether a convolution and its way back are of this kind. */
  static boolean fits(Conv2d layer, LayerReading reading) {
    Maps out = (Maps) reading.output();
    if (layer.groups() > 1 || !layer.stride().equals(Pair.of(1))
        || layer.paddingMode() != PaddingMode.ZEROS
        || (long) layer.kernelSize().height() * out.height() > TABLE
        || (long) layer.kernelSize().width() * out.width() > TABLE) {
      return false;
    }
    WayBack back = WayBack.of(layer, reading, new float[0], 0);
    return AbreastConvolution.fits(
        Convolution.of(layer, reading, new float[0], 0, new float[0], 0))
        && AbreastConvolution.fits(back.phases().getFirst().conv());
  }

  /** Both ways' packed weights, filled up. */
  static long bytes(LayerReading layer) {
    long weights = 0;
    for (Parameter parameter : layer.cost().parameters()) {
      weights = Math.addExact(weights, parameter.elements());
    }
    int in = Volume.channels(layer.inputShape());
    int out = Volume.channels(layer.output());
    long both = AbreastConvolution.padded(in) * (weights / in)
        + AbreastConvolution.padded(out) * (weights / out);
    return Math.multiplyExact(both, (long) Float.BYTES);
  }

  @Override
  public void prepare() {
    kernel.repack(conv);
    if (backKernel != null) {
      backKernel.repack(back.phases().getFirst().conv());
    }
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    compute(kernel, inputs.getFirst(), output, round);
  }

  /** A slice is a row of the output, of pictures that lie abreast. */
  private void compute(AbreastConvolution by, Batch in, Batch out, Round round) {
    int rows = by.rows();
    int groups = Math.ceilDiv(round.images(), Lanes.LENGTH);
    round.workers().compute(groups * rows, work * round.images(), (from, to) -> {
      int end;
      for (int slice = from; slice < to; slice = end) {
        int group = slice / rows;
        end = Math.min(to, (group + 1) * rows);
        by.compute(in.abreast(group), out.abreast(group), slice - group * rows,
            end - group * rows);
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      if (backKernel == null) {
        backKernel = new AbreastConvolution(back.phases().getFirst().conv());
      }
      compute(backKernel, gradient, share.gradient(), round);
    }
    learn(inputs.getFirst(), gradient, round);
  }

  private void learn(Batch in, Batch gradient, Round round) {
    int tiles = weightGradient.tiles();
    int pieces = Math.min(tiles, PIECES);
    List<List<Volume>> read = in.allAbreast(round.images());
    List<List<Volume>> written = gradient.allAbreast(round.images());
    round.workers().compute(pieces, work * round.images(),
        (from, to) -> weightGradient.compute(read, written,
            (int) ((long) tiles * from / pieces), (int) ((long) tiles * to / pieces),
            numbers.gradients));
    if (biasAt >= 0) {
      learnBias(written, round);
    }
  }

  private void learnBias(List<List<Volume>> gradient, Round round) {
    Volume first = gradient.getFirst().getFirst();
    long numbersOfAll = (long) conv.out() * round.images() * first.pixels();
    round.workers().compute(conv.out(), numbersOfAll, (from, to) -> {
      float[] lanes = new float[Lanes.LENGTH];
      for (int o = from; o < to; o++) {
        double sum = 0;
        for (List<Volume> channels : gradient) {
          Volume of = channels.get(o);
          Arrays.fill(lanes, 0);
          VectorLoops.sumLoop(of.data, of.at(0), of.pitch, of.pixels(), lanes, 0);
          for (float lane : lanes) {
            sum += lane;
          }
        }
        numbers.gradients[biasAt + o] = (float) sum;
      }
    });
  }
}
