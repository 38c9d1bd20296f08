package fovea.e2e;

import com.microsoft.playwright.options.Cookie;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
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
 * in milliseconds over HTTP from the question to the last byte, for every layer. Every question asks
 * for another unit in the middle of its map, which hears the most. First what somebody waits for whom
 * nobody has gone before, then medians of {@value #ROUNDS} with a warm server.
 */
final class UnitBenchmark {

  private static final String TRACE = "trace";
  private static final String FIELD = "effective field";

  private static final int ROUNDS = 9;
  private static final int WARM_UP = 5;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String network;
  private final String cookies;

  private UnitBenchmark(String network, String cookies) {
    this.network = network;
    this.cookies = cookies;
  }

  /** The file to write, as the benchmarks of the engine do. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<LayerReading> layers = NetworkReading.of(Zoo.network("vgg16")).layers();
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
      for (String what : List.of(TRACE, FIELD)) {
        figures.add(figure("first " + what, layers.getLast(),
            List.of(benchmark.millis(what, layers.getLast(), 0))));
      }
      for (int i = 0; i < WARM_UP; i++) {
        for (LayerReading layer : layers) {
          benchmark.millis(TRACE, layer, i);
        }
      }
      for (String what : List.of(TRACE, FIELD)) {
        for (LayerReading layer : layers) {
          figures.add(figure(what, layer, benchmark.rounds(what, layer)));
        }
      }
    }
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", figures) + "]\n");
    figures.forEach(System.out::println);
  }

  private static String sent(Cookie cookie) {
    return cookie.name + "=" + cookie.value;
  }

  private List<Double> rounds(String what, LayerReading layer)
      throws IOException, InterruptedException {
    millis(what, layer, 0);
    List<Double> millis = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      millis.add(millis(what, layer, i));
    }
    return millis;
  }

  private static String figure(String what, LayerReading layer, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return String.format(Locale.ROOT,
        "{\"what\": \"%s\", \"layer\": \"%s\", \"rounds\": %d, \"median_millis\": %.1f, \"slowest_millis\": %.1f}",
        what, layer.id(), sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
  }

  /** As the page's scripts ask while walking along a map, or from map to map where there are none. */
  private double millis(String what, LayerReading layer, int i)
      throws IOException, InterruptedException {
    String part = what.equals(FIELD) ? "/effective" : "";
    HttpRequest request = HttpRequest
        .newBuilder(URI.create(network + "/layers/" + layer.id() + "/units/"
            + unit(layer.output(), i) + part))
        .header("Cookie", cookies).header("HX-Request", "true").build();
    long start = System.nanoTime();
    int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
    double millis = (System.nanoTime() - start) / 1e6;
    if (status != 200) {
      throw new IllegalStateException(request.uri() + " was answered with " + status);
    }
    return millis;
  }

  private static String unit(Shape shape, int i) {
    return switch (shape) {
      case Maps(int _, int height, int width) ->
        i + "/" + (height / 2 + i % 3) + "/" + width / 2;
      case Shape.Features _ -> i + "/0/0";
    };
  }
}
