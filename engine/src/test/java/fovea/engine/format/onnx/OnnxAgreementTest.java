package fovea.engine.format.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.RandomNetworks;
import fovea.engine.format.python.OddNames;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Goldens;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime loads what we export and computes what we compute. */
class OnnxAgreementTest {

  private static final int RANDOM_NETWORKS = 200;

  // It remembers nothing: one network at a time is in memory.
  private static final Inference INFERENCE = new Inference(2, 0, Kernels.best());

  @AfterAll
  static void close() {
    INFERENCE.close();
  }

  /** Of the four VGGs, half a gigabyte each, the largest has all that the others have. */
  private static final Set<String> COVERED = Set.of("vgg11", "vgg13", "vgg16");

  static Stream<String> zoo() {
    return Zoo.entries().stream().map(Zoo.Entry::name).filter(name -> !COVERED.contains(name));
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void aPublishedNetworkWithWeightsOfASeedGivesTheSame(String name) throws Exception {
    NetworkReading network = NetworkReading.of(Zoo.network(name));
    requireAgreement(name, network, List.of(network.layers().getLast().id()));
  }

  static Stream<Network> random() {
    return Stream.concat(RandomNetworks.legal(RANDOM_NETWORKS), OddNames.networks());
  }

  @ParameterizedTest
  @MethodSource("random")
  void everyLayerOfARandomNetworkGivesTheSame(Network random) throws Exception {
    NetworkReading network = NetworkReading.of(random);
    requireAgreement(
        random.name(), network, network.layers().stream().map(LayerReading::id).toList());
  }

  private static void requireAgreement(
      String name, NetworkReading network, List<String> outputs) throws Exception {
    Weights weights = Weights.seeded(7);
    Tensor picture = picture(network.network().input());
    Activations ours = INFERENCE.run(network, weights, picture, Set.copyOf(outputs), Progress.NONE,
        new Cancellation());
    var theirs = OnnxRuntime.run(network, weights, picture, outputs);
    assertEquals(Set.copyOf(outputs), theirs.keySet());
    for (String output : outputs) {
      Goldens.requireClose(
          name + " " + output, Objects.requireNonNull(theirs.get(output)), ours.tensor(output));
    }
  }

  private static Tensor picture(Shape.Maps shape) {
    Random random = new Random(11);
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Tensor.of(values, shape.channels(), shape.height(), shape.width());
  }
}
