package fovea.engine.kernel.learning;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.pointwise.Pointwise;
import fovea.engine.kernel.pointwise.VectorFunction;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Activation;
import fovea.engine.reading.LayerReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An activation while the layers around it learn: in place where its slope follows from its values. */
final class ActivationLayer implements LearningLayer<Batch> {

  private final VectorFunction function;
  private final float argument;
  private final Kernel kernel;
  private final long work;

  ActivationLayer(Activation function, LayerReading reading) {
    this.function = VectorFunction.of(function);
    this.argument = VectorFunction.argument(function);
    this.kernel = Pointwise.epilogue(
        Epilogue.of(List.of(reading), List.of(Map.of()), 0), Volume.pixels(reading.output()));
    this.work = reading.output().elements();
  }

  /** Whether the slope follows from the values, so that what was read may be forgotten. */
  static boolean isInPlace(Activation function) {
    return VectorFunction.of(function).isSlopeOfOutput(VectorFunction.argument(function));
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    round.workers().compute(output.volumes(round.images()), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        kernel.compute(
            List.of(inputs.getFirst().image(n)), output.image(n), 0, kernel.slices());
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      int volumes = output.volumes(round.images());
      round.workers().compute(volumes, work * round.images(), (from, to) -> {
        for (int n = from; n < to; n++) {
          back(inputs.getFirst(), output, gradient, share, n);
        }
      });
    }
  }

  private void back(Batch in, Batch output, Batch gradient, Share<Batch> share, int n) {
    Volume y = output.image(n);
    int length = y.pixels() * y.pitch;
    float[] into = share.adds() ? gradient.data : share.gradient().data;
    VectorLoops.slope(
        function, argument, gradient.data, in.data, output.data, into, y.at(0), length);
    if (share.adds()) {
      VectorLoops.addLoop(gradient.data, y.at(0), share.gradient().data, y.at(0), length);
    }
  }
}
