package fovea.engine.format.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Python that reads what we export, if this machine has one. */
final class Interpreter implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("src/test/resources/python/agreement.py");

  private final Process process;
  private final BufferedReader answers;

  private Interpreter(Process process) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
  }

  /** Starts the first {@code python3} on the path that has those modules; empty if none has. */
  static Optional<Interpreter> start(String... modules) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .flatMap(python -> start(python, modules).stream())
        .findFirst();
  }

  private static Optional<Interpreter> start(Path python, String... modules) {
    List<String> command = new ArrayList<>(List.of(python.toString(), SCRIPT.toString()));
    command.addAll(List.of(modules));
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      Interpreter interpreter = new Interpreter(process);
      return interpreter.answers.readLine() == null ? Optional.empty() : Optional.of(interpreter);
    } catch (IOException noPython) {
      return Optional.empty();
    }
  }

  /** What it says to a file of code, and to numbers for it if there are any. */
  JsonNode answer(Map<String, String> request) {
    try {
      process.outputWriter(UTF_8).append(JSON.writeValueAsString(request)).append('\n').flush();
      return JSON.readTree(answers.readLine());
    } catch (IOException died) {
      throw new UncheckedIOException(died);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
