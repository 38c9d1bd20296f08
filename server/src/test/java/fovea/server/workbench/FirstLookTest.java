package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.tensor.Statistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody sees who has named nothing but an address, over HTTP. */
class FirstLookTest extends VisitedServer {

  private static final String INTRODUCTION = "id=\"intro\"";

  @Test
  void theMapWithTheMostContrastIsShownWhereTheAddressNamesNone() {
    String network = visitor.get("/").uri().getPath();
    List<String> layers = Pattern.compile("id=\"layer-([^\"]+)\"")
        .matcher(visitor.get(network).body())
        .results().map(row -> row.group(1)).toList();
    assertTrue(layers.size() > 10, layers::toString);
    for (String layer : layers) {
      String page = visitor.get(network + "?layer=" + layer).body();
      if (page.contains("data-state=\"maps\"")) {
        List<Statistics> maps = maps(page);
        double most = maps.stream().mapToDouble(FirstLookTest::contrast).max().orElseThrow();
        assertEquals(most, contrast(maps.get(shown(page))), 1e-6, layer);
        assertEquals(1, shown(visitor.get(network + "?layer=" + layer + "&map=1").body()), layer);
      }
    }
  }

  @Test
  void itSaysWhyMapsAreDarkAndHowManyOfThem() {
    String network = visitor.post("/networks", "zoo", "tinyvgg").uri().getPath();
    for (String layer : List.of("relu_1_1", "relu_2_1", "max_pool_1")) {
      String page = visitor.get(network + "?layer=" + layer).body();
      long dark = maps(page).stream().filter(map -> map.min() == 0 && map.max() == 0).count();
      assertTrue(dark > 0, layer);
      assertTrue(page.contains(dark + " of 10 maps hold nothing but zeros"), layer);
      assertTrue(page.contains("every number below 0"), layer);
    }
    assertFalse(visitor.get(network + "?layer=conv_1_1").body().contains("nothing but zeros"));
  }

  @Test
  void itSaysThatWeightsAreRandomOnlyWhileTheyAre() {
    String network = visitor.create("""
        {"name": "two", "input": [3, 8, 8], "layers": [
          {"id": "pool", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 1, "bias": false},
          {"id": "conv2", "type": "Conv2d", "out_channels": 2, "kernel_size": 1, "bias": false}]}
        """);
    String random = "Its weights are random (seed 0)";
    assertFalse(visitor.get(network + "?layer=pool").body().contains("random"), "no weights");
    assertTrue(visitor.get(network + "?layer=conv2").body().contains(random));
    visitor.send("PUT", network + "/weights?layer=conv2&weights=conv2.weight%5B0,0%5D", "w0",
        "0.5");
    assertTrue(visitor.get(network + "?layer=conv1").body().contains(random), "in front of it");
    String edited = visitor.get(network + "?layer=conv2").body();
    assertFalse(edited.contains(random));
    assertTrue(edited.contains("1 of 2 weight tensors"), edited);
    visitor.send("PUT", network + "/weights?layer=conv1&weights=conv1.weight%5B0,0%5D", "w0",
        "0.5");
    assertTrue(visitor.get(network + "?layer=conv2").body().contains("All weights up to here"));
  }

  @Test
  void theIntroductionIsTakenAwayForGoodWithOneClick() {
    String network = visitor.get("/").uri().getPath();
    assertTrue(visitor.get(network).body().contains(INTRODUCTION));
    assertTrue(visitor.get(network).body().contains(INTRODUCTION), "it waits to be read");
    assertEquals(200, visitor.send("POST", "/introduction").statusCode());
    assertFalse(visitor.get(network).body().contains(INTRODUCTION));
    assertFalse(visitor.post("/networks", "zoo", "lenet5").body().contains(INTRODUCTION));
    try (Visitor other = new Visitor(app)) {
      assertTrue(other.get("/").body().contains(INTRODUCTION), "another visitor");
    }
  }

  /** The standard deviation as a part of the largest value on either side of zero. */
  private static double contrast(Statistics map) {
    float reach = Math.max(map.max(), -map.min());
    return reach == 0 ? 0 : map.std() / reach;
  }

  private static int shown(String page) {
    return Integer.parseInt(Visitor.first("data-map=\"(\\d+)\"", page));
  }

  private List<Statistics> maps(String page) {
    int channels = Integer.parseInt(Visitor.first("data-channels=\"(\\d+)\"", page));
    String values = Visitor.first("data-values=\"([^\"]+)\"", page);
    List<Statistics> maps = new ArrayList<>();
    for (int map = 0; map < channels; map++) {
      byte[] bytes = visitor.bytes(values + map).body();
      float[] numbers = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
      maps.add(Statistics.of(numbers, 0, numbers.length));
    }
    return maps;
  }
}
