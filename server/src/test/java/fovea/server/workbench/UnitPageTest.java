package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of one unit over real HTTP: its numbers are those of the run, whatever the layer. */
class UnitPageTest extends VisitedUnits {

  private static final Map<String, Integer> SIDES = Map.ofEntries(Map.entry("input", 32),
      Map.entry("conv", 16), Map.entry("bn", 16), Map.entry("silu", 16), Map.entry("dw", 16),
      Map.entry("sum", 16), Map.entry("max", 8), Map.entry("up", 16), Map.entry("cat", 16),
      Map.entry("mul", 16), Map.entry("avg", 8), Map.entry("local", 6), Map.entry("deconv", 13),
      Map.entry("gap", 4), Map.entry("gmp", 2), Map.entry("flat", 1), Map.entry("drop", 1),
      Map.entry("fc", 1), Map.entry("soft", 1));

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
  void whatIsNotThereIsSaidByName() {
    for (String wrong : List.of("conv/units/8/0/0", "conv/units/0/16/0", "fc/units/1/0/1",
        "nothing/units/0/0/0", "conv/units/0/-1/0", "conv/units/99999999999/0/0")) {
      var answer = visitor.get(network + "/layers/" + wrong);
      assertEquals(404, answer.statusCode(), wrong);
      assertFalse(answer.body().contains("Exception"), wrong);
    }
  }

  /** The map's exact values as the page's scripts read them. */
  private float[] values(String html, int map) {
    byte[] bytes = visitor.bytes(Visitor.first("data-values=\"([^\"]+)\"", html) + map).body();
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static double number(String printed) {
    return Double.parseDouble(printed.replace('−', '-').replace(",", ""));
  }
}
