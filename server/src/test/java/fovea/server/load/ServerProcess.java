package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server as {@code ./run} starts it, in a process of its own, on a free port, with an empty data folder and a folder of its
 * own for temporary files, and what the kernel and its JVM say of it.
 */
final class ServerProcess implements AutoCloseable {

  private static final Built BUILT = new Built(Path.of("target", "load").toAbsolutePath());

  private static final Pattern READY = Pattern.compile("ready at (http://localhost:(\\d+))");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final ProcessBuilder builder;
  private volatile Process process;
  private volatile Matcher ready;

  /** Starts it with these options of the JVM beside its own, and waits until it serves. */
  ServerProcess(String... options) throws IOException, InterruptedException {
    this(Map.of(), options);
  }

  /** Starts one that keeps everything in the PostgreSQL of this URL. */
  static ServerProcess on(String url) throws IOException, InterruptedException {
    return new ServerProcess(Map.of("FOVEA_DATABASE", url), "-Xmx1g");
  }

  private ServerProcess(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    this.folder = Files.createTempDirectory("fovea-load");
    Files.createDirectory(folder.resolve("tmp"));
    this.builder = new ProcessBuilder(
        BUILT.run().toString(), "--port", "0", "--data", data().toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("JDK_JAVA_OPTIONS",
        String.join(" ", options) + " -Djava.io.tmpdir=" + folder.resolve("tmp"));
    // One client is everybody here: what a single visitor may do is no part of the question.
    builder.environment().put("FOVEA_CHANGES", "1000");
    builder.environment().putAll(environment);
    this.process = builder.start();
    // Who ends the experiments early leaves no server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    this.ready = awaited();
  }

  /** Pulls the plug. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it once more on the same folder, and waits until it serves; at another address. */
  void startAgain() throws IOException, InterruptedException {
    process = builder.start();
    ready = awaited();
  }

  private Matcher awaited() throws IOException, InterruptedException {
    Matcher line = READY.matcher("");
    long deadline = System.nanoTime() + START.toNanos();
    while (!line.reset(log()).find()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String said = log();
        close();
        throw new IllegalStateException("the server does not start: " + said);
      }
      Thread.sleep(10);
    }
    return line;
  }

  /** The folder in which it keeps everything. */
  Path data() {
    return folder.resolve("data");
  }

  static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  String address() {
    return ready.group(1);
  }

  int port() {
    return Integer.parseInt(ready.group(2));
  }

  long pid() {
    return process.pid();
  }

  /** All that it has said. */
  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Its temporary files and what lies in its data folder. */
  Set<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.forEach(file -> files.add(folder.relativize(file).toString()));
    }
    return files;
  }

  /** A line of the kernel's about the process: {@code VmRSS} in bytes, {@code Threads}. */
  long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + pid(), "status"))) {
      if (line.startsWith(name + ":")) {
        String[] words = line.split("\\s+", -1);
        return Long.parseLong(words[1]) * (words.length > 2 ? 1_024 : 1);
      }
    }
    throw new IllegalStateException("the kernel says no " + name);
  }

  /** Processor time that it has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes of the heap that are still needed. */
  long heapBytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the JVM says no heap");
    }
    return Long.parseLong(used.group(1)) * 1_024;
  }

  /** Threads that compute for somebody, virtual ones included: by the names that ours have. */
  long runs() throws IOException, InterruptedException {
    Path dump = folder.resolve("threads.json");
    jcmd("Thread.dump_to_file", "-overwrite", "-format=json", dump.toString());
    try (Stream<String> lines = Files.lines(dump)) {
      return lines.filter(line -> line.matches("\\s*\"name\": \"run\",?")).count();
    }
  }

  private String jcmd(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java("jcmd"), "" + pid()));
    command.addAll(List.of(words));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    jcmd.waitFor();
    return said;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
