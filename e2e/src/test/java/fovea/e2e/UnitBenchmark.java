package fovea.e2e;

import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How long the page of one unit of VGG-16 at 224 × 224 takes after the run, and what moves the unit,
 * in milliseconds over HTTP from the question to the last byte. Every question asks for another unit.
 * Medians of {@value #ROUNDS} after {@value #WARM_UP} that do not count.
 */
final class UnitBenchmark {

  private static final int ROUNDS = 15;
  private static final int WARM_UP = 10;

  /** Every type of layer, at the beginning, in the middle and at the end. */
  private static final List<String> TRACED = List.of("features.0", "features.1", "features.2",
      "features.4", "features.14", "features.28", "features.30", "avgpool", "classifier.0",
      "classifier.3", "classifier.6");

  /** The deepest with rows and columns, which sees more than the picture has, and the last of all. */
  private static final List<String> MOVED = List.of("features.28", "features.30", "classifier.6");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String network;
  private final String cookies;

  private UnitBenchmark(String network, String cookies) {
    this.network = network;
    this.cookies = cookies;
  }

  /** The file to write, as the benchmarks of the engine do. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> figures = new ArrayList<>();
    try (Stage.House house = Stage.House.open();
        Visitor visitor = house.visitor(Device.LAPTOP)) {
      Bench.from(visitor, "Open VGG-16").runs();
      UnitBenchmark benchmark = new UnitBenchmark(
          visitor.page().url().replaceFirst("\\?.*", ""),
          visitor.page().context().cookies().stream().map(UnitBenchmark::sent)
              .collect(Collectors.joining("; ")));
      // The browser has seen enough; its page would ask for more in the background.
      visitor.page().navigate("about:blank");
      for (int i = 0; i < WARM_UP; i++) {
        for (String layer : TRACED) {
          benchmark.millis(layer, i, "");
        }
      }
      for (String layer : TRACED) {
        figures.add(benchmark.figure("trace", layer, ""));
      }
      for (String layer : MOVED) {
        figures.add(benchmark.figure("effective field", layer, "/effective"));
      }
    }
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", figures) + "]\n");
    figures.forEach(System.out::println);
  }

  private static String sent(Cookie cookie) {
    return cookie.name + "=" + cookie.value;
  }

  private String figure(String what, String layer, String part)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UP / 2 + ROUNDS; i++) {
      millis.add(millis(layer, i, part));
    }
    List<Double> sorted = millis.subList(WARM_UP / 2, millis.size()).stream().sorted().toList();
    return String.format(Locale.ROOT,
        "{\"what\": \"%s\", \"layer\": \"%s\", \"rounds\": %d, \"median_millis\": %.1f, \"slowest_millis\": %.1f}",
        what, layer, ROUNDS, sorted.get(sorted.size() / 2), sorted.getLast());
  }

  /** As the page's scripts ask while walking along a map, or from map to map where there are none. */
  private double millis(String layer, int i, String part)
      throws IOException, InterruptedException {
    boolean isFlat = layer.startsWith("classifier");
    String unit = isFlat ? i + "/0/0" : i + "/" + i % 7 + "/3";
    HttpRequest request = HttpRequest
        .newBuilder(URI.create(network + "/layers/" + layer + "/units/" + unit + part))
        .header("Cookie", cookies).header("HX-Request", "true").build();
    long start = System.nanoTime();
    int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
    double millis = (System.nanoTime() - start) / 1e6;
    if (status != 200) {
      throw new IllegalStateException(request.uri() + " was answered with " + status);
    }
    return millis;
  }
}
