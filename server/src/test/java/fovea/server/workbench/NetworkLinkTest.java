package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link that holds a whole network holds all of it, or says what it leaves out. */
class NetworkLinkTest extends VisitedServer {

  private static final String WIDE = """
      {"name": "wide", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 100}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(WIDE);
  }

  @Test
  void itsSeedItsWeightsAndHowItLooksAtItsPictureGoAlong() {
    visitor.send("PUT", network, "shape", "3 8 8", "seed", "7");
    visitor.send("PUT", network + "/weights?layer=conv1&weights=conv1.weight%5B1,2%5D", "w0",
        "0.1");
    visitor.send("PUT", network + "/weights?layer=conv1&weights=conv1.bias", "w1", "-3e-7");
    visitor.send("POST", network + "/picture", "source", "builtin:cat", "fit", "stretch",
        "normalisation", "imagenet");
    visitor.send("POST", network + "/picture/steps", "add", "rotate");
    String share = visitor.send("GET", network + "/share").body();
    assertFalse(share.contains("share-without-weights") || share.contains("Your own picture"));
    try (Visitor reader = new Visitor(app)) {
      String copy = reader.get(link(share)).uri().getPath();
      assertArrayEquals(visitor.bytes(network + "/export/safetensors").body(),
          reader.bytes(copy + "/export/safetensors").body());
      assertArrayEquals(visitor.bytes(network + "/input.png").body(),
          reader.bytes(copy + "/input.png").body());
    }
  }

  @Test
  void weightsThatMakeItTooLongAreOfferedAsAFrozenCopyRightThere() {
    visitor.send("PUT", network + "/weights?layer=fc&weights=fc.weight%5B0%5D",
        "filter", "random", "scope", "all");
    String share = visitor.send("GET", network + "/share").body();
    assertTrue(share.contains("share-without-weights") && share.contains("share-freeze-instead"));
    assertTrue(link(share).length() < 1_000);
    String frozen = visitor.send("POST", network + "/share").body();
    assertTrue(frozen.contains("share-without-weights")
        && !frozen.contains("share-freeze-instead"));
    String few = visitor.create(WIDE);
    visitor.send("PUT", few + "/weights?layer=fc&weights=fc.weight%5B0,3%5D", "w3", "1");
    assertFalse(visitor.send("GET", few + "/share").body().contains("share-without-weights"));
  }

  @Test
  void aDamagedLinkIsRefusedAndKeepsNothing() {
    String link = link(visitor.send("GET", network + "/share").body());
    int before = networks();
    for (String part : new String[]{"&seed=x", "&weights=AAAA", "&weights=!", "&fit=never",
      "&normalisation=", "&steps=rotate", "&steps=rotate:x", "&steps=dance:1", "&steps=rotate:999",
      "&steps=" + "rotate:1,".repeat(13)}) {
      String whole = link.replaceFirst(part.replaceFirst("=.*", "") + "=[^&]*", "") + part;
      assertEquals(400, visitor.get(whole).statusCode(), whole);
    }
    assertEquals(404, visitor.get(link.replaceFirst("picture=[^&]*", "picture=none")).statusCode());
    assertEquals(before, networks());
  }

  private int networks() {
    return visitor.get("/networks").body().split("/remove\"").length;
  }

  private static String link(String share) {
    return Visitor.first("id=\"share-link\"[^>]*value=\"http://[^/]+(/[^\"]+)\"", share)
        .replace("&amp;", "&");
  }
}
