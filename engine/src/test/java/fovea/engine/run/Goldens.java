package fovea.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Safetensors;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random networks with their parameters, pictures and, for every layer, PyTorch's values. */
public final class Goldens {

  /** How far a value may be from PyTorch's, in parts of the layer's largest. */
  private static final double TOLERANCE = 1e-4;

  private Goldens() {}

  /** One of the networks. */
  public record Golden(String name, NetworkReading network, Weights weights, Tensor input,
      Map<String, Tensor> outputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** All 48. */
  public static Stream<Golden> all() {
    return IntStream.range(0, 48).mapToObj("%02d"::formatted).map(Goldens::read);
  }

  private static Golden read(String name) {
    Map<String, Tensor> parameters = new HashMap<>(
        Safetensors.read(bytes(name + ".in.safetensors")));
    Tensor input = Objects.requireNonNull(parameters.remove(Node.INPUT));
    return new Golden(
        name,
        NetworkReading.of(NetworkDocument.parse(new String(bytes(name + ".json"), UTF_8))),
        Weights.of(parameters, 0),
        input,
        Safetensors.read(bytes(name + ".out.safetensors")));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Goldens.class.getResourceAsStream("/goldens/networks/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the network and compares every layer. */
  static void requireAgreement(Golden golden, Inference inference) {
    Activations activations = inference.run(
        golden.network, golden.weights, golden.input, Set.of(), Progress.NONE, new Cancellation());
    golden.outputs.forEach(
        (layer, expected) -> requireClose(golden.name + " " + layer, expected,
            activations.tensor(layer)));
  }

  /** Requires every number to be PyTorch's, within the tolerance. */
  public static void requireClose(String where, Tensor expected, Tensor found) {
    assertArrayEquals(expected.shape(), found.shape(), where);
    double largest = 0;
    double furthest = 0;
    for (int i = 0; i < expected.size(); i++) {
      float wanted = expected.data()[i];
      // The maximum over nothing but padding is −∞, which is not a distance from itself.
      if (wanted != found.data()[i]) {
        furthest = Math.max(furthest, Math.abs(wanted - found.data()[i]));
      }
      largest = Math.max(largest, Float.isInfinite(wanted) ? 0 : Math.abs(wanted));
    }
    assertTrue(
        furthest <= TOLERANCE * largest, "%s: %g apart of %g".formatted(where, furthest, largest));
  }
}
