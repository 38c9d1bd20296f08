package fovea.engine.kernel.learning;

import fovea.engine.kernel.backward.Patch;
import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.convolution.ConvolutionKernel;
import fovea.engine.kernel.convolution.WayBack;
import fovea.engine.kernel.convolution.WeightGradient;
import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A convolution or a transposed one while it learns. Both ways of the values are convolutions, picture by
 * picture. The gradient of the weights is summed up in a few groups of neighbouring pictures, whose sums
 * are added at last: how many groups there are depends on the layer and the batch alone, so the weights do
 * not depend on the number of threads.
 */
final class ConvolutionLayer implements LearningLayer<Batch> {

  /** The memory that sums of all groups may take, if one group does not take more. */
  static final long SUMS = 1L << 20;

  /** Pieces of the work: enough for a few threads to share evenly. */
  private static final int PIECES = 8;

  private final Convolution conv;
  private final ConvolutionKernel kernel;
  private final WayBack back;
  private final WeightGradient weightGradient;

  /** Whether the weights' gradient reads what the layer has given and gives what it has read. */
  private final boolean isTransposed;

  private final LearnedNumbers numbers;
  private final int biasAt;
  private final long work;
  private final float[] sums;
  private final float[] biasSums;
  private final int pitch;

  /** For each phase of the way back; made when it is first gone, since the picture's gradient nobody wants. */
  private final List<ConvolutionKernel> backKernels = new ArrayList<>();

  ConvolutionLayer(LayerReading reading, Convolution conv, WayBack back, Convolution reads,
      LearnedNumbers numbers) {
    this.conv = conv;
    this.kernel = ConvolutionKernel.of(conv, Epilogue.NONE);
    this.back = back;
    this.weightGradient = WeightGradient.of(reads);
    this.isTransposed = reading.node().layer() instanceof ConvTranspose2d;
    this.numbers = numbers;
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.work = reading.cost().macs().value();
    this.pitch = Math.ceilDiv(conv.out(), Lanes.LENGTH) * Lanes.LENGTH;
    this.sums = new float[Math.multiplyExact(groups(PIECES), weightGradient.floats())];
    this.biasSums = new float[PIECES * pitch];
  }

  private int groups(int images) {
    long fit = SUMS / Float.BYTES / weightGradient.floats();
    return Math.clamp(fit, 1, Math.min(PIECES, images));
  }

  @Override
  public void prepare() {
    kernel.repack(conv);
    for (int i = 0; i < backKernels.size(); i++) {
      backKernels.get(i).repack(back.phases().get(i).conv());
    }
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    Batch in = inputs.getFirst();
    round.workers().compute(round.images(), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        kernel.compute(List.of(in.image(n)), output.image(n), 0, kernel.slices());
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      if (backKernels.isEmpty()) {
        back.phases().forEach(
            phase -> backKernels.add(ConvolutionKernel.of(phase.conv(), Epilogue.NONE)));
      }
      round.workers().compute(round.images(), work * round.images(), (from, to) -> {
        for (int n = from; n < to; n++) {
          gradient.image(n).clearPadding();
          back(gradient.image(n), share.gradient().image(n), share.adds());
        }
      });
    }
    learn(inputs.getFirst(), gradient, round);
  }

  /** The way back of one picture, by volumes of its own where it cannot be written directly. */
  private void back(Volume gradient, Volume into, boolean adds) {
    if (!adds && !back.folds()) {
      paint(gradient, into);
      return;
    }
    Volume painted = scratch(Scratch.ofThread()::fourth, back.gives());
    paint(gradient, painted);
    if (!adds) {
      Arrays.fill(into.data, into.at(0), into.zeros(), 0);
    }
    if (back.folds()) {
      Kernel adding = Patch.adding(back.top(), back.left(), into.channels, back.mode());
      adding.compute(List.of(painted), into, 0, adding.slices());
    } else {
      VectorLoops.addLoop(painted.data, painted.at(0), into.data, into.at(0),
          into.pixels() * into.pitch);
    }
  }

  private static Volume scratch(IntFunction<float[]> floats, Maps shape) {
    int length = Math.toIntExact(Volume.bytes(shape, Lanes.LENGTH) / Float.BYTES);
    return Volume.in(floats.apply(length), shape, Lanes.LENGTH);
  }

  /** All phases, each brought to its rows and columns. */
  private void paint(Volume gradient, Volume into) {
    if (back.isWhole()) {
      Kernel way = backKernels.getFirst();
      way.compute(List.of(gradient), into, 0, way.slices());
      return;
    }
    if (back.hasGaps()) {
      Arrays.fill(into.data, into.at(0), into.zeros(), 0);
    }
    for (int i = 0; i < backKernels.size(); i++) {
      WayBack.Phase phase = back.phases().get(i);
      Volume part = scratch(Scratch.ofThread()::third, phase.shape());
      Kernel way = backKernels.get(i);
      way.compute(List.of(gradient), part, 0, way.slices());
      for (int y = 0; y < part.height; y++) {
        for (int x = 0; x < part.width; x++) {
          System.arraycopy(part.data, part.at(y, x), into.data,
              into.at(phase.top() + y * back.stride().height(),
                  phase.left() + x * back.stride().width()),
              part.pitch);
        }
      }
    }
  }

  private void learn(Batch in, Batch gradient, Round round) {
    Batch read = isTransposed ? gradient : in;
    Batch written = isTransposed ? in : gradient;
    int images = round.images();
    int groups = groups(images);
    int tiles = weightGradient.tiles();
    int blocks = Math.min(tiles, Math.ceilDiv(PIECES, groups));
    int floats = weightGradient.floats();
    int ofTile = floats / tiles;
    round.workers().compute(groups * blocks, work * images, (from, to) -> {
      for (int piece = from; piece < to; piece++) {
        int group = piece / blocks;
        int block = piece % blocks;
        int first = (int) ((long) tiles * block / blocks);
        int last = (int) ((long) tiles * (block + 1) / blocks);
        int at = group * floats;
        Arrays.fill(sums, at + first * ofTile, at + last * ofTile, 0);
        for (int n = images * group / groups; n < images * (group + 1) / groups; n++) {
          weightGradient.add(read.image(n), written.image(n), first, last, sums, at);
        }
      }
    });
    round.workers().compute(Math.min(tiles, 2 * PIECES), (long) groups * floats, (from, to) -> {
      int pieces = Math.min(tiles, 2 * PIECES);
      int first = (int) ((long) tiles * from / pieces);
      int last = (int) ((long) tiles * to / pieces);
      for (int group = 1; group < groups; group++) {
        VectorLoops.addProductLoop(1, sums, group * floats + first * ofTile, sums, first * ofTile,
            (last - first) * ofTile);
      }
      weightGradient.store(first, last, sums, 0, numbers.gradients);
    });
    if (biasAt >= 0) {
      learnBias(gradient, groups, round);
    }
  }

  private void learnBias(Batch gradient, int groups, Round round) {
    int images = round.images();
    round.workers().compute(groups, (long) images * gradient.stride, (from, to) -> {
      for (int group = from; group < to; group++) {
        Arrays.fill(biasSums, group * pitch, (group + 1) * pitch, 0);
        for (int n = images * group / groups; n < images * (group + 1) / groups; n++) {
          Volume of = gradient.image(n);
          VectorLoops.sumLoop(
              of.data, of.at(0), of.pitch, of.pixels(), biasSums, group * pitch);
        }
      }
    });
    for (int o = 0; o < conv.out(); o++) {
      double sum = 0;
      for (int group = 0; group < groups; group++) {
        sum += biasSums[group * pitch + o];
      }
      numbers.gradients[biasAt + o] = (float) sum;
    }
  }
}
