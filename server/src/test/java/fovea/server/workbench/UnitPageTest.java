package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.App;
import fovea.server.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of one unit over real HTTP: its numbers are those of the run, whatever the layer. */
class UnitPageTest {

  private static final String EVERY_LAYER = """
      {"name": "Every layer", "input": [3, 32, 32], "layers": [
       {"id": "conv", "type": "Conv2d", "out_channels": 8, "kernel_size": 5, "padding": 2,
        "stride": 2},
       {"id": "bn", "type": "BatchNorm2d"}, {"id": "silu", "type": "SiLU"},
       {"id": "dw", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": 2,
        "dilation": 2, "groups": 8, "padding_mode": "reflect"},
       {"id": "sum", "type": "Add", "inputs": ["silu", "dw"]},
       {"id": "max", "type": "MaxPool2d", "kernel_size": 3, "stride": 2, "padding": 1},
       {"id": "up", "type": "Upsample", "scale_factor": 2, "mode": "bilinear"},
       {"id": "cat", "type": "Concat", "inputs": ["up", "sum"]},
       {"id": "mul", "type": "Multiply", "inputs": ["cat", "cat"]},
       {"id": "avg", "type": "AvgPool2d", "kernel_size": 2},
       {"id": "local", "type": "LocallyConnected2d", "out_channels": 4, "kernel_size": 3},
       {"id": "deconv", "type": "ConvTranspose2d", "out_channels": 4, "kernel_size": 3,
        "stride": 2},
       {"id": "gap", "type": "AdaptiveAvgPool2d", "output_size": 4},
       {"id": "gmp", "type": "AdaptiveMaxPool2d", "output_size": 2},
       {"id": "flat", "type": "Flatten"}, {"id": "drop", "type": "Dropout"},
       {"id": "fc", "type": "Linear", "out_features": 40}, {"id": "soft", "type": "Softmax"}]}
      """;

  private static final Map<String, Integer> SIDES = Map.ofEntries(Map.entry("input", 32),
      Map.entry("conv", 16), Map.entry("bn", 16), Map.entry("silu", 16), Map.entry("dw", 16),
      Map.entry("sum", 16), Map.entry("max", 8), Map.entry("up", 16), Map.entry("cat", 16),
      Map.entry("mul", 16), Map.entry("avg", 8), Map.entry("local", 6), Map.entry("deconv", 13),
      Map.entry("gap", 4), Map.entry("gmp", 2), Map.entry("flat", 1), Map.entry("drop", 1),
      Map.entry("fc", 1), Map.entry("soft", 1));

  @TempDir
  static Path data;

  private static App app;
  private static Visitor visitor;
  private static String network;

  @BeforeAll
  static void start() {
    app = App.start(new Settings(0, data, Set.of()));
    visitor = new Visitor(app);
    network = visitor.create(EVERY_LAYER);
  }

  @AfterAll
  static void stop() {
    visitor.close();
    app.close();
  }

  @Test
  void everyTypeOfLayerShowsTheValueOfTheRun() {
    SIDES.forEach((layer, side) -> {
      boolean flat = side == 1;
      String html = page(layer, flat ? "1/0/0" : "1/1/1");
      float[] map = values(html, flat ? 0 : 1);
      double computed = map[flat ? 1 : side + 1];
      double shown = number(Visitor.first("Why is this unit ([^?]+)\\?", html));
      assertEquals(computed, shown, 0.006 * Math.abs(computed) + 1e-5, layer);
    });
  }

  @Test
  void theSumOfAConvolutionAddsUp() {
    String html = page("local", "1/2/2");
    double sum = 0;
    String body = Visitor.first("(?s)<table class=\"sum-table\">.*?<tbody>(.*?)</tbody>", html);
    for (String line : all("</th><td>([^<]+)</td>", body)) {
      sum += number(line);
    }
    assertEquals(number(Visitor.first("Why is this unit ([^?]+)\\?", html)), sum, 0.005);
    assertTrue(html.contains("10 more maps, each contributing at most"), html);
    assertEquals(6, all("<article class=\"(patch)\"", html).size());
    assertEquals(16, all("<article class=\"(patch)\"", page("local", "1/2/2?maps=16")).size());
  }

  @Test
  void everyInputLeadsToTheUnitThatMadeItDownToThePixel() {
    String path = network + "/layers/silu/units/3/4/5";
    List<String> way = new ArrayList<>();
    while (!path.contains("/input/")) {
      way.add(path);
      path = Visitor.first("href=\"(/networks/[^\"]+/units/[^\"]+)\"",
          Visitor.first("(?s)class=\"(?:grid|sum-table)\".*?<tbody>(.*?)</tbody>",
              visitor.get(path).body()));
    }
    assertEquals(List.of("silu", "bn", "conv"),
        way.stream().map(step -> step.replaceAll(".*layers/(\\w+)/.*", "$1")).toList());
    assertTrue(visitor.get(path).body().contains("A pixel of the picture."), path);
  }

  @Test
  void paddingIsMarkedAndSaidAndLeadsNowhere() {
    String html = page("conv", "0/0/0");
    assertTrue(html.contains("16 hatched cells lie in the padding: nothing is added there."), html);
    assertEquals(3 * 16 * 2, all("<td [^>]*class=\"(padding)\"", html).size());
    assertTrue(html.contains("It reaches past the picture: 2 rows above, 2 columns to the left."));
  }

  @Test
  void aPinnedUnitStandsBesideTheOthers() {
    String html = page("conv", "0/3/3?pin=0,5,6");
    String pinned = Visitor.first("Why is this unit ([^?]+)\\?", page("conv", "0/5/6"));
    assertTrue(html.contains("<td class=\"sum-pinned\">" + pinned + "</td>"), html);
    assertTrue(html.contains("/units/0/3/4?pin=0,5,6"), "the next unit is compared, too");
  }

  @Test
  void aSharedNetworkExplainsItselfToEverybody() {
    String shared = Visitor.first("(/shared/\\w+)", visitor.post(network + "/share").body());
    try (Visitor stranger = new Visitor(app)) {
      String html = stranger.get(shared + "/layers/fc/units/3/0/0").body();
      assertTrue(html.contains("Why is this unit"), html);
      assertTrue(html.contains("href=\"" + shared + "/layers/drop/units/"), html);
      assertEquals(404, stranger.get(network + "/layers/fc/units/3/0/0").statusCode());
    }
  }

  @Test
  void itLeadsToTheOtherPagesAndLanguagesExceptInAFrame() {
    String shared = Visitor.first("/shared/(\\w+)", visitor.post(network + "/share").body());
    String unit = "/layers/fc/units/3/0/0";
    for (String place : List.of(network, "/shared/" + shared)) {
      String html = visitor.get(place + unit).body();
      assertTrue(html.contains("href=\"/compare\""), html);
      assertTrue(html.contains("data-opens=\"view\"") && html.contains("id=\"view\""), html);
    }
    String framed = visitor.get("/embed/" + shared + unit).body();
    assertFalse(framed.contains("href=\"/compare\"") || framed.contains("data-opens"), framed);
  }

  @Test
  void theWorkedExampleShowsTheLessonsNumbers() {
    String html = visitor.post("/networks", "example", "convolution").body();
    assertTrue(html.contains("Why is this unit −2.4?"), html);
    assertEquals(List.of("−0.8", "−0.8", "−0.8"),
        all("<span class=\"number\">([^<]+)</span>", html).stream()
            .filter(number -> number.equals("−0.8")).toList());
    List<String> red = all("aria-label=\"([\\d.]+), numbers\\[0, \\d, \\d]\"", html);
    assertEquals(List.of("0.1", "0.2", "0.3", "0.2", "0.3", "0.4", "0.3", "0.4", "0.5"), red);
    assertTrue(html.contains("1.1, numbers[2, 2, 2]"), html);
  }

  @Test
  void noTwoWindowsOfTheWorkedExampleAnswerTheSame() {
    String network = Visitor.first("(/networks/\\w+)",
        visitor.post("/networks", "example", "convolution").uri().getPath());
    String page = visitor.get(network + "?layer=conv").body();
    byte[] values = visitor.bytes(Visitor.first("data-values=\"([^\"]+)\"", page) + "0").body();
    FloatBuffer answers = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    Set<Long> tenths = new HashSet<>();
    for (int i = 0; i < 36; i++) {
      long answer = Math.round(answers.get(i) * 10.0);
      assertEquals(answer / 10.0, answers.get(i), 1e-4, "to follow by hand");
      assertTrue(Math.abs(answer) < 100 && answer != 0, "small, and with a sign: " + answer);
      assertTrue(tenths.add(answer), "twice: " + answer);
    }
    assertEquals(-2.4f, answers.get(0), 1e-4f);
  }

  @Test
  void theFieldGrowsFromThePictureToTheUnit() {
    String html = page("max", "1/4/4");
    String growth = Visitor.first("(?s)<section id=\"growth\"(.*?)</section>", html);
    assertEquals(List.of("conv", "dw", "sum", "max"), all("units/[^>]+>(\\w+)</a>", growth));
    // conv: 5 × 5; dw: 5 + 4 · 2 = 13; max: 13 + 2 · 2 = 17.
    assertEquals(List.of("5 × 5", "13 × 13", "13 × 13", "17 × 17"),
        all("<td class=\"number\">(\\d+ × \\d+)</td>", growth.replace('\u00a0', ' ')));
    assertEquals(List.of("0", "5", "10", "15", "0", "1", "2", "3", "4"),
        all("<text [^>]+>([^<]+)<", growth));
    assertEquals("0.0,94.117645 25.0,70.588234 50.0,23.529411 75.0,23.529411 100.0,0.0",
        Visitor.first("growth-size\" points=\"([^\"]+)\"", growth));
    assertEquals(8, all("class=\"(strong)\"", html).size());
  }

  @Test
  void whatMovesAUnitLiesInsideWhatItSees() {
    String html = page("dw", "1/8/8/effective");
    assertTrue(html.contains("Why is this unit"), html);
    List<Integer> sizes = all("<td class=\"number\">(\\d+)</td>",
        Visitor.first("(?s)<table class=\"table effective-table\">(.*?)</table>", html)).stream()
        .map(Integer::valueOf).toList();
    assertEquals(List.of(13, 13, 169), List.of(sizes.get(0), sizes.get(2), sizes.get(4)));
    assertTrue(sizes.get(1) > 4 && sizes.get(1) <= 13, sizes.toString());
    assertEquals(169, sizes.get(5));
    assertEquals(404, visitor.get(network + "/layers/input/units/0/0/0/effective").statusCode());
  }

  @Test
  void gapsBetweenTapsAreNoPixelsThatInfluenceAUnit() {
    String gaps = visitor.create("""
        {"input": [1, 24, 24], "layers": [
         {"id": "a", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "dilation": 2},
         {"id": "b", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "dilation": 2}]}
        """);
    String table = Visitor.first("(?s)<table class=\"table effective-table\">(.*?)</table>",
        visitor.get(gaps + "/layers/b/units/0/8/8/effective").body());
    List<String> sizes = all("<td class=\"number\">(\\d+)</td>", table);
    assertEquals(List.of("9", "25", "25"),
        List.of(sizes.get(0), sizes.get(4), sizes.get(5)), table);
  }

  @Test
  void sizesThatDifferByPlaceAreSaidAlikeOnEveryPage() {
    String enlarged = visitor.create("""
        {"input": [1, 8, 8], "layers": [
         {"id": "up", "type": "Upsample", "scale_factor": 3},
         {"id": "conv", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "padding": 1}]}
        """);
    String unit = visitor.get(enlarged + "/layers/conv/units/0/12/12").body().replace('\u00a0',
        ' ');
    assertTrue(unit.contains("1 or 2 × 1 or 2") && unit.contains("data-box=\"3 3 5 5\""), unit);
    String layer = visitor.get(enlarged + "?layer=conv").body();
    assertTrue(layer.contains("1 or 2 × 1 or 2, jump 0.333 on average"), layer);
    assertTrue(layer.contains("0 − (−1) + 1 = 2"), layer);
    assertTrue(layer.contains("data-field-rows=\"1 -1:0 0:0 0:1\""), layer);
    assertTrue(visitor.get(enlarged + "/table").body().contains("1 or 2 × 1 or 2"));
    assertTrue(visitor.get(enlarged + "/table.csv").body().contains("2×2"));
  }

  @Test
  void numbersThatLeaveTheWholeNumbersLeaveEveryPageStanding() {
    String layers = IntStream.range(0, 60).mapToObj("""
        {"id": "c%d", "type": "Conv2d", "out_channels": 1, "kernel_size": 1, "stride": 2147483647}
        """::formatted).collect(Collectors.joining(","));
    String far = visitor.create("{\"input\": [1, 1, 1], \"layers\": [" + layers + "]}");
    String unit = "/layers/c59/units/0/0/0";
    for (String page : List.of("", "?layer=c59", unit, unit + "/effective", "/table", "/table.csv",
        "/overview", "/overview.svg", "/principles", "/principles/equivariance",
        "/principles/locality", "/export", "/export/torchinfo", "/weights?layer=c59")) {
      var answer = assertTimeoutPreemptively(Duration.ofSeconds(30),
          () -> visitor.get(far + page), page);
      assertEquals(200, answer.statusCode(), page);
      assertFalse(answer.body().matches("(?s).*(NaN|Infinity|\\d{30}).*"), page);
    }
    assertTrue(visitor.get(far + unit).body().contains("more than 9,223,372,036,854,775,807"));
  }

  @Test
  void aPageOfTwoThousandLayersShowsSomeAndSaysSo() {
    String layers = IntStream.range(0, 2_000).mapToObj("""
        {"id": "c%d", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "padding": 1}
        """::formatted).collect(Collectors.joining(","));
    String deep = visitor.create("{\"input\": [1, 8, 8], \"layers\": [" + layers + "]}");
    String html = visitor.get(deep + "/layers/c1999/units/0/4/4").body();
    assertTrue(html.contains("128 of the 2,000 layers"), html);
    assertEquals(128,
        all("(data-text=)", Visitor.first("(?s)<section id=\"growth\"(.*?)</section>", html))
            .size());
    assertTrue(html.contains("4,001 × 4,001".replace(' ', '\u00a0')), html);
  }

  @Test
  void whatIsNotThereIsSaidByName() {
    for (String wrong : List.of("conv/units/8/0/0", "conv/units/0/16/0", "fc/units/1/0/1",
        "nothing/units/0/0/0", "conv/units/0/-1/0", "conv/units/99999999999/0/0")) {
      var answer = visitor.get(network + "/layers/" + wrong);
      assertEquals(404, answer.statusCode(), wrong);
      assertFalse(answer.body().contains("Exception"), wrong);
    }
  }

  private static String page(String layer, String unit) {
    var answer = visitor.get(network + "/layers/" + layer + "/units/" + unit);
    assertEquals(200, answer.statusCode(), layer + " " + answer.body());
    assertFalse(answer.body().contains(" style="), "style attributes break the security policy");
    return answer.body();
  }

  /** The map's exact values as the page's scripts read them. */
  private static float[] values(String html, int map) {
    byte[] bytes = visitor.bytes(Visitor.first("data-values=\"([^\"]+)\"", html) + map).body();
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static double number(String printed) {
    return Double.parseDouble(printed.replace('−', '-').replace(",", ""));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group)
        .map(found -> Visitor.first(pattern, found)).toList();
  }
}
