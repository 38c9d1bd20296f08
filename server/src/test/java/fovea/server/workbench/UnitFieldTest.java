package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the page of one unit says of the pixels that it sees, over real HTTP. */
class UnitFieldTest extends VisitedUnits {

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
}
