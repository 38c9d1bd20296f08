package fovea.engine.format.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that we write as Python is Python. */
class PythonSyntaxTest {

  private static Optional<Interpreter> python = Optional.empty();

  @TempDir
  private static Path folder;

  @BeforeAll
  static void start() {
    python = Interpreter.start();
    assumeTrue(python.isPresent(),
        "There is no python3 here, so nobody has checked that exported code is Python.");
  }

  @AfterAll
  static void end() {
    python.ifPresent(Interpreter::close);
  }

  static Stream<Network> networks() {
    return Stream.concat(
        Zoo.entries().stream().map(entry -> Zoo.network(entry.name())),
        Stream.concat(RandomNetworks.legal(100), OddNames.networks()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void pytorchAndKerasFilesParse(Network network) throws IOException {
    NetworkReading reading = NetworkReading.of(network);
    requirePython(PyTorchModule.of(reading, true));
    requirePython(KerasModel.of(reading, true));
  }

  private static void requirePython(String code) throws IOException {
    Path file = Files.writeString(folder.resolve("exported.py"), code);
    String error = python.orElseThrow().answer(Map.of("code", file.toString())).path("error")
        .asText("");
    assertEquals("", error, code);
  }
}
