package fovea.engine.kernel;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Layers of published networks, at least one for each kernel that networks spend their time in. */
public enum PublishedLayer {
  WINOGRAD("resnet18", "layer1.0.conv1"), STRIDED_3X3("resnet18", "layer2.0.conv1"), POINTWISE_1X1(
      "resnet50", "layer1.1.conv1"), FIRST_7X7("resnet18", "conv1"), DEPTHWISE_3X3("mobilenet_v2",
          "features.3.conv.1.0"), LINEAR("vgg16",
              "classifier.3"), MAX_POOLING("resnet18", "maxpool");

  private final String network;
  private final String id;

  PublishedLayer(String network, String id) {
    this.network = network;
    this.id = id;
  }

  /** Its name as a table prints it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What its network says of it. */
  LayerReading reading() {
    return NetworkReading.of(Zoo.network(network)).layer(id).orElseThrow();
  }

  /** Multiplications and additions of its formula, whatever a kernel makes of it; 0 if it has none. */
  long flops() {
    return 2 * reading().cost().macs().value();
  }

  /** Which one it is, and its shapes. */
  String words() {
    LayerReading reading = reading();
    return "%s %s, %s → %s".formatted(network, id, reading.inputShape(), reading.output());
  }

  /** Makes it ready to be computed by a family of kernels, on random numbers. */
  Ready ready(Kernels kernels) {
    LayerReading reading = reading();
    Volume in = Volume.of(reading.inputShape(), kernels.lanes());
    Random random = new Random(1);
    for (int i = 0; i < in.zeros(); i++) {
      in.data[i] = random.nextFloat();
    }
    Kernel kernel = kernels.kernel(reading, Weights.seeded(0).tensors(reading));
    return new Ready(kernel, List.of(in), Volume.of(reading.output(), kernels.lanes()));
  }

  /** A kernel with what it reads and writes. */
  record Ready(Kernel kernel, List<Volume> inputs, Volume output) {

    /** Computes the whole layer. */
    Volume compute() {
      kernel.compute(inputs, output, 0, kernel.slices());
      return output;
    }
  }
}
