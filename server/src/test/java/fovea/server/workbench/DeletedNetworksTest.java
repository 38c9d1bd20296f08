package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks that were deleted, and brought back. */
class DeletedNetworksTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1}]}
      """;
  private static final String KERNEL = "?layer=conv1&weights=conv1.weight%5B1,2%5D";

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void aDeletedNetworkComesBackWithItsWeightsAndItsHistory() {
    visitor.send("PUT", network + "/weights" + KERNEL, "w0", "7");
    String list = visitor.post(network + "/remove").body();
    assertTrue(list.contains("Deleted: tiny.") && list.contains("id=\"undelete\""), list);
    assertTrue(list.contains("Deleted networks: 1"), list);
    assertEquals(404, visitor.get(network).statusCode());
    assertEquals(404, visitor.send("PUT", network, "name", "other").statusCode());
    assertEquals(404, visitor.send("GET", network + "/versions").statusCode());
    assertEquals(404, visitor.send("POST", network + "/undo").statusCode());
    assertEquals(404, visitor.post(network + "/remove").statusCode());
    assertFalse(visitor.get("/compare").body().contains(network.substring(10)));
    assertFalse(visitor.get("/").uri().getPath().equals(network), "nobody is led to it");

    String after = visitor.post(network + "/restore").body();
    assertFalse(after.contains("Deleted networks"), after);
    assertTrue(visitor.get(network + KERNEL).body().contains("value=\"7\""));
    visitor.send("POST", network + "/undo");
    assertFalse(visitor.get(network + KERNEL).body().contains("value=\"7\""));
  }

  @Test
  void nobodyElseBringsItBack() {
    visitor.post(network + "/remove");
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.post(network + "/restore").statusCode());
      assertFalse(other.get("/networks?deleted=" + network.substring(10)).body()
          .contains("Deleted: "));
    }
    assertEquals(200, visitor.post(network + "/restore").statusCode());
    assertEquals(404, visitor.post(network + "/restore").statusCode());
  }

  @Test
  void whatIsDeletedForGoodIsGone() {
    String kept = visitor.create(TINY);
    visitor.post(network + "/remove");
    assertFalse(visitor.post("/deleted/remove").body().contains("Deleted networks"));
    assertEquals(404, visitor.post(network + "/restore").statusCode());
    assertEquals(200, visitor.get(kept).statusCode());
  }

  @Test
  void weightsOfDeletedNetworksMakeRoomForNewOnesTheOldestFirst() {
    // 100 MB each; a visitor keeps 256 MB.
    String[] large = new String[3];
    for (int i = 0; i < large.length; i++) {
      large[i] = visitor.create("""
          {"name": "large", "input": [1, 100, 250], "layers": [{"id": "flat", "type": "Flatten"},
            {"id": "fc", "type": "Linear", "out_features": 1000}]}
          """);
      assertEquals(200, visitor.send("PUT", large[i] + "/weights?layer=fc&weights=fc.weight%5B0%5D",
          "filter", "random", "seed", "" + i, "scope", "all").statusCode());
      visitor.post(large[i] + "/remove");
    }
    assertEquals(404, visitor.post(large[0] + "/restore").statusCode());
    assertEquals(200, visitor.post(large[1] + "/restore").statusCode());
    assertEquals(200, visitor.post(large[2] + "/restore").statusCode());
  }
}
