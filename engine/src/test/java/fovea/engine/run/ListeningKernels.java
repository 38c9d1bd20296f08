package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The textbook's kernels, whose layers are written down as they are computed. */
final class ListeningKernels implements Kernels {

  private final Kernels textbook = Kernels.textbook();
  private final Queue<String> computed;

  ListeningKernels(Queue<String> computed) {
    this.computed = computed;
  }

  @Override
  public String reason() {
    return textbook.reason();
  }

  @Override
  public int lanes() {
    return textbook.lanes();
  }

  @Override
  public Kernel kernel(LayerReading layer, Map<String, Tensor> parameters) {
    Kernel kernel = textbook.kernel(layer, parameters);
    return new Kernel() {
      @Override
      public String description() {
        return kernel.description();
      }

      @Override
      public long bytes() {
        return kernel.bytes();
      }

      @Override
      public int slices() {
        return kernel.slices();
      }

      @Override
      public void compute(List<Volume> inputs, Volume output, int from, int to) {
        if (from == 0) {
          computed.add(layer.id());
        }
        kernel.compute(inputs, output, from, to);
      }
    };
  }
}
