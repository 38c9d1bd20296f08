package fovea.engine.kernel.learning;

import fovea.engine.kernel.backward.BackwardKernels;
import fovea.engine.kernel.pointwise.Blend;
import fovea.engine.kernel.pointwise.Pointwise;
import fovea.engine.kernel.pointwise.SoftmaxKernel;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A layer that learns nothing itself, by the kernels that runs and explanations use, picture by picture. */
final class KernelLayer implements LearningLayer<Batch> {

  private final Kernel kernel;
  private final List<Kernel> back;
  private final boolean isSum;
  private final long work;

  KernelLayer(LayerReading reading) {
    this.kernel = kernel(reading);
    this.back = IntStream.range(0, reading.inputs().size())
        .mapToObj(input -> BackwardKernels.of(reading, input, Weights.seeded(0))).toList();
    this.isSum = isSum(reading);
    this.work = BackwardKernels.work(reading);
  }

  /** Whether a layer adds numbers without spreading any. */
  static boolean isSum(LayerReading reading) {
    return reading.node().layer() instanceof Add
        && reading.inputShapes().stream().allMatch(reading.output()::equals);
  }

  private static Kernel kernel(LayerReading reading) {
    int pixels = Volume.pixels(reading.output());
    return switch (reading.node().layer()) {
      case Add _ -> Pointwise.add(pixels);
      case Multiply _ -> Pointwise.multiply(pixels);
      case Concat _ -> Pointwise.concat(pixels);
      case Softmax _ -> new SoftmaxKernel(pixels);
      case Flatten _ -> Pointwise.flatten(Volume.channels(reading.inputShape()));
      case Upsample up -> {
        Blend rows = Blend.of(up, Axis.HEIGHT, reading);
        Blend columns = Blend.of(up, Axis.WIDTH, reading);
        yield up.mode() == UpsampleMode.NEAREST
            ? Pointwise.repeat(rows, columns, pixels)
            : Pointwise.upsample(rows, columns, pixels);
      }
      default -> throw new IllegalArgumentException(reading.id() + " learns by itself");
    };
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    round.workers().compute(round.images(), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        if (isSum) {
          sum(inputs, output, n);
        } else {
          kernel.compute(of(inputs, n), output.image(n), 0, kernel.slices());
        }
      }
    });
  }

  private static void sum(List<Batch> inputs, Batch output, int n) {
    Volume into = output.image(n);
    int length = into.pixels() * into.pitch;
    if (!inputs.getFirst().equals(output)) {
      System.arraycopy(inputs.getFirst().data, into.at(0), into.data, into.at(0), length);
    }
    for (Batch in : inputs.subList(1, inputs.size())) {
      VectorLoops.addLoop(in.data, into.at(0), into.data, into.at(0), length);
    }
  }

  private static List<Volume> of(List<Batch> batches, int n) {
    List<Volume> volumes = new ArrayList<>();
    batches.forEach(batch -> volumes.add(batch.image(n)));
    return volumes;
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    round.workers().compute(round.images(), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        for (int i = 0; i < shares.size(); i++) {
          Share<Batch> share = shares.get(i);
          // Where a sum's gradient is its input's, there is nothing to do.
          if (share != null && !share.gradient().equals(gradient)) {
            back(i, inputs, gradient, share, n);
          }
        }
      }
    });
  }

  private void back(int input, List<Batch> inputs, Batch gradient, Share<Batch> share, int n) {
    Volume into = share.gradient().image(n);
    if (isSum && !share.adds()) {
      System.arraycopy(
          gradient.data, into.at(0), into.data, into.at(0), into.pixels() * into.pitch);
    } else if (isSum) {
      VectorLoops.addLoop(
          gradient.data, into.at(0), into.data, into.at(0), into.pixels() * into.pitch);
    } else {
      if (!share.adds()) {
        Arrays.fill(into.data, into.at(0), into.zeros(), 0);
      }
      List<Volume> read = new ArrayList<>(List.of(gradient.image(n)));
      read.addAll(of(inputs, n));
      Kernel way = back.get(input);
      way.compute(read, into, 0, way.slices());
    }
  }
}
