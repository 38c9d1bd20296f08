package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that come trained say what they see, in words, wherever they go. */
class TrainedStartTest extends VisitedServer {

  private static final String LAST = "?layer=softmax";

  @Test
  void aNewcomersNetworkNamesItsPictureRightly() {
    String network = visitor.get("/").uri().getPath();
    assertTrue(share(visitor, network, "star") > 0.8);
    assertTrue(visitor.get(network + "?layer=conv_1_1").body().contains("column-verdict\">star, "));
    visitor.send("POST", network + "/picture", "source", "builtin:heart");
    assertTrue(share(visitor, network, "heart") > 0.8);
    assertTrue(share(visitor, network + LAST + "&lang=es", "corazón") > 0.8);
  }

  @Test
  void theDigitReaderReadsItsDigit() {
    String network = visitor.post("/networks", "trained", "digit_reader").uri().getPath();
    assertTrue(share(visitor, network, "3") > 0.8);
    assertEquals(404, visitor.post("/networks", "trained", "mind_reader").statusCode());
  }

  /** How sure it is of that. */
  private static double share(Visitor visitor, String network, String name) {
    String page = visitor.get(network.contains("?") ? network : network + LAST).body();
    return Double.parseDouble(
        Visitor.first("<strong>" + name + ", ([\\d.,]+) %</strong>", page)) / 100;
  }

  @Test
  void eachOfItsLastNumbersHasItsName() {
    String network = visitor.get("/").uri().getPath();
    for (String layer : List.of("output", "softmax")) {
      String page = visitor.get(network + "?layer=" + layer).body();
      assertTrue(page.contains("data-names=\"circle\nring\nsquare\n"), page);
      String unit = visitor.get(network + "/layers/" + layer + "/units/4/0/0").body();
      assertTrue(unit.contains("<title>" + layer + "[4] “star” · Shape namer · Fovea"), unit);
      assertTrue(unit.contains("Why is the number for “star” "), unit);
    }
    assertFalse(visitor.get(network + "?layer=flatten").body().contains("data-names"));
    assertFalse(visitor.get(network + "/layers/conv_2_2/units/4/0/0").body().contains("“star”"));
  }

  @Test
  void namesOfAnotherNumberOfOutputsAreNotShownUntilItIsBack() {
    String network = visitor.post("/networks", "trained", "shape_namer").uri().getPath();
    visitor.send("PUT", network + "/layers/output", "out_features", "5");
    String page = visitor.get(network + LAST).body();
    assertFalse(page.contains("data-names") || page.contains("column-verdict"), page);
    visitor.send("PUT", network + "/layers/output", "out_features", "8");
    assertTrue(share(visitor, network, "star") > 0.8);
  }

  @Test
  void itsSharedCopyAndItsLinkSayTheSame() {
    String network = visitor.get("/").uri().getPath();
    visitor.send("PUT", network + "/weights?layer=conv_1_1&weights=conv_1_1.weight%5B0,0%5D",
        "w4", "0.25");
    String share = visitor.send("POST", network + "/share").body();
    assertFalse(share.contains("share-without-weights"), share);
    try (Visitor reader = new Visitor(app)) {
      String copy = reader.get(Visitor.first(
          "id=\"share-link\"[^>]*value=\"http://[^/]+(/[^\"]+)\"", share).replace("&amp;", "&"))
          .uri().getPath();
      assertArrayEquals(visitor.bytes(network + "/export/safetensors").body(),
          reader.bytes(copy + "/export/safetensors").body());
      share(reader, copy, "star");
      String frozen = Visitor.first("(/shared/\\w+)\\?", share);
      share(reader, frozen, "star");
    }
  }

  @Test
  void oneMayStartFromThem() {
    String page = visitor.get("/networks").body();
    assertTrue(page.contains("name=\"trained\" value=\"shape_namer\"")
        && page.contains("name=\"trained\" value=\"digit_reader\""), page);
  }
}
