package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.http.FormFuzz;
import fovea.server.picture.PictureFuzz;
import fovea.server.storage.OwnWeightsFuzz;
import fovea.server.workbench.AddressFuzz;
import fovea.server.workbench.FormsFuzz;
import fovea.server.workbench.LinkFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Everything that reads what people send, for a minute each ({@code load.fuzz.seconds}), on files that
 * Jazzer makes from good ones and prefers by the code that they reach. Each may refuse as it says and
 * fail in no other way. What makes one fail stays in {@code target/fuzz}.
 */
final class Fuzz implements Experiment {

  private static final int SECONDS = Integer.getInteger("load.fuzz.seconds", 60);
  private static final Pattern EXECUTIONS = Pattern.compile("number_of_executed_units: (\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
  private static final Pattern FAULT = Pattern
      .compile("== Java Exception: (.*)|ERROR: libFuzzer: (.*)");

  /** What reads, and good files to begin with. */
  private record Parser(String name, Class<?> target, List<byte[]> seeds) {}

  private static final List<Parser> PARSERS = List.of(
      new Parser("document", DocumentFuzz.class, DocumentFuzz.seeds()),
      new Parser("edit", EditFuzz.class, EditFuzz.seeds()),
      new Parser("safetensors", SafetensorsFuzz.class, SafetensorsFuzz.seeds()),
      new Parser("files of a set", SetFilesFuzz.class, SetFilesFuzz.seeds()),
      new Parser("zip of folders", FolderZipFuzz.class, FolderZipFuzz.seeds()),
      new Parser("png", PictureFuzz.class, PictureFuzz.seeds("PNG")),
      new Parser("jpeg", PictureFuzz.class, PictureFuzz.seeds("JPEG")),
      new Parser("gif", PictureFuzz.class, PictureFuzz.seeds("GIF")),
      new Parser("bmp", PictureFuzz.class, PictureFuzz.seeds("BMP")),
      new Parser("webp", PictureFuzz.class, PictureFuzz.seeds("WEBP")),
      new Parser("form", FormFuzz.class, FormFuzz.seeds()),
      new Parser("forms of the workbench", FormsFuzz.class, FormsFuzz.seeds()),
      new Parser("link", LinkFuzz.class, LinkFuzz.seeds()),
      new Parser("address", AddressFuzz.class, AddressFuzz.seeds()),
      new Parser("own weights", OwnWeightsFuzz.class, OwnWeightsFuzz.seeds()));

  @Override
  public String id() {
    return "fuzz";
  }

  @Override
  public Row run() throws Exception {
    Path folder = Path.of(System.getProperty("load.fuzz.folder", "target/fuzz")).toAbsolutePath();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("seconds each", SECONDS);
    boolean held = true;
    try (ExecutorService some = Executors
        .newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      Map<Parser, Future<String>> saying = new LinkedHashMap<>();
      PARSERS.forEach(parser -> saying.put(parser, some.submit(() -> fuzz(parser, folder))));
      for (Map.Entry<Parser, Future<String>> each : saying.entrySet()) {
        String said = each.getValue().get();
        String name = each.getKey().name();
        List<String> faults = all(FAULT, said);
        List<String> executions = all(EXECUTIONS, said);
        List<String> coverage = all(COVERAGE, said);
        figures.put(name + " executions", executions.isEmpty() ? 0 : last(executions));
        figures.put(name + " coverage", coverage.isEmpty() ? 0 : last(coverage));
        if (!faults.isEmpty() || executions.isEmpty()) {
          figures.put(name + " fault",
              faults.isEmpty() ? "did not run: see its log" : faults.getFirst());
        }
        held &= faults.isEmpty() && !executions.isEmpty();
      }
    }
    return new Row(id(), figures, held);
  }

  private static long last(List<String> numbers) {
    return Long.parseLong(numbers.getLast());
  }

  private static List<String> all(Pattern pattern, String said) {
    List<String> groups = new ArrayList<>();
    for (MatchResult match : pattern.matcher(said).results().toList()) {
      groups.add(match.group(match.group(1) == null ? 2 : 1));
    }
    return groups;
  }

  private static String fuzz(Parser parser, Path folder) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve(parser.name().replace(' ', '-')));
    for (int i = 0; i < parser.seeds().size(); i++) {
      Files.write(corpus.resolve("seed" + i), parser.seeds().get(i));
    }
    Process jazzer = new ProcessBuilder(ServerProcess.java("java"), "-Xmx2g",
        "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
        "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true",
        "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + parser.target().getName(),
        "--instrumentation_includes=fovea.**:com.twelvemonkeys.**:com.fasterxml.jackson.core.**",
        "--reproducer_path=" + folder, "-artifact_prefix=" + corpus + "-", "-rss_limit_mb=0",
        "-timeout=10", "-max_len=4096", "-seed=1", "-print_final_stats=1",
        "-max_total_time=" + SECONDS, corpus.toString())
        .redirectErrorStream(true).start();
    String said = new String(jazzer.getInputStream().readAllBytes(), UTF_8);
    Files.writeString(folder.resolve(corpus.getFileName() + ".log"), said);
    return said;
  }
}
