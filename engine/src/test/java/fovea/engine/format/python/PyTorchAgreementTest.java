package fovea.engine.format.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fovea.engine.RandomNetworks;
import fovea.engine.format.Safetensors;
import fovea.engine.format.WeightsFile;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch runs the module that we write, with our weights under our names, and gives our values. */
class PyTorchAgreementTest {

  private static final double TOLERANCE = 1e-4;

  // It remembers nothing: one network at a time is in memory.
  private static final Inference INFERENCE = new Inference(2, 0, Kernels.best());

  private static Optional<Interpreter> python = Optional.empty();

  @TempDir
  private static Path folder;

  @BeforeAll
  static void start() {
    python = Interpreter.start("torch");
    assumeTrue(python.isPresent(),
        "PyTorch is not installed for python3 here, so nobody has run the"
            + " exported modules; on Debian: apt-get install python3-torch.");
  }

  @AfterAll
  static void end() {
    python.ifPresent(Interpreter::close);
    INFERENCE.close();
  }

  static Stream<Network> networks() {
    // Of the four VGG, which differ only in how often they repeat themselves, the best known: each
    // has half a gigabyte of weights.
    return Stream.concat(
        Zoo.entries().stream().map(Zoo.Entry::name)
            .filter(name -> !name.matches("vgg1[139]"))
            .map(Zoo::network),
        Stream.concat(OddNames.networks(), RandomNetworks.legal(110)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void itsShapeItsParametersAndItsValuesAreOurs(Network network) throws IOException {
    NetworkReading reading = NetworkReading.of(network);
    String last = network.nodes().getLast().id();
    Weights weights = Weights.seeded(7);
    Tensor picture = picture(network);
    Tensor output = INFERENCE.run(reading, weights, picture, Set.of(last), Progress.NONE,
        new Cancellation()).tensor(last);
    Path ends = Files.write(folder.resolve("ends"),
        Safetensors.write(Map.of("input", picture, "output", output)));
    Path parameters = folder.resolve("parameters");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(parameters))) {
      WeightsFile.of(reading, weights).write(stream);
    }
    String module = PyTorchModule.of(reading, true);
    Path code = Files.writeString(folder.resolve("exported.py"), module);
    JsonNode answer = python.orElseThrow()
        .answer(Map.of("code", code.toString(), "parameters", parameters.toString(),
            "ends", ends.toString()));
    String error = answer.path("error").asText("");
    assertEquals("", error, module);
    assertEquals(dimensions(reading.shapeOf(last).dimensions()), answer.get("shape").toString());
    assertEquals(reading.totals().parameters(), answer.get("parameters").longValue());
    double largest = answer.get("largest").doubleValue();
    assertTrue(answer.get("apart").doubleValue() <= TOLERANCE * largest, answer + "\n" + module);
  }

  private static String dimensions(List<Long> dimensions) {
    return new ArrayList<>(dimensions).toString().replace(" ", "");
  }

  private static Tensor picture(Network network) {
    Random random = new Random(11);
    float[] values = new float[(int) network.input().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    var input = network.input();
    return Tensor.of(values, input.channels(), input.height(), input.width());
  }
}
