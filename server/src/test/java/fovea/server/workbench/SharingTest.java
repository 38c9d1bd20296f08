package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frozen copies of networks over HTTP: for whoever has the address, and changed by nobody. */
class SharingTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"}]}
      """;

  private Visitor reader;
  private String network;
  private String shared;

  @BeforeEach
  void share() {
    reader = new Visitor(app);
    network = visitor.create(TINY);
    shared = shareAgain();
  }

  @AfterEach
  void go() {
    reader.close();
  }

  private String shareAgain() {
    return Visitor.first("value=\"http://[^/]+(/shared/[a-z2-7]{20})\\?",
        visitor.send("POST", network + "/share").body());
  }

  @Test
  void whoeverHasTheAddressSeesTheMapsAndNothingToChange() {
    String page = reader.get(shared + "?layer=conv1").body();
    assertTrue(page.contains("2×8×8") && page.contains("data-state=\"maps\""));
    assertFalse(page.contains("hx-put") || page.contains("/remove"));
    // How the page looks is the reader's own affair.
    assertFalse(page.replaceAll("data-opens=\"(view|more)\"", "").contains("data-opens"));
    String values = Visitor.first("data-values=\"([^\"]+)\"", page);
    assertEquals(8 * 8 * 4, reader.bytes(values + "0").body().length);
    assertEquals(200, reader.bytes(shared + "/input.png").statusCode());
    String chosen = reader.send("GET", shared + "?layer=relu1").body();
    assertTrue(chosen.contains("id=\"inspector\"") && !chosen.contains("id=\"add-after\""));
  }

  @Test
  void itStaysAsItWasAndGoesOnWithoutItsNetwork() {
    assertEquals(shared, shareAgain(), "the same version, the same address");
    visitor.send("PUT", network + "/layers/conv1", "stride", "2");
    assertNotEquals(shared, shareAgain());
    visitor.send("DELETE", network);
    assertTrue(reader.get(shared).body().contains("2×8×8"));
  }

  @Test
  void aPictureOfOnesOwnIsFrozenWithItAndForkedWithIt() {
    visitor.send("POST", network + "/picture", "source", "builtin:cat");
    byte[] cat = visitor.bytes(network + "/input.png").body();
    String frozen = shareAgain();
    visitor.send("POST", network + "/picture", "source", "builtin:harbour");
    assertEquals(cat.length, reader.bytes(frozen + "/input.png").body().length);
    HttpResponse<String> mine = reader.post(frozen + "/fork");
    assertTrue(mine.uri().getPath().startsWith("/networks/"));
    assertTrue(mine.body().contains("Cat · crop 8×8"));
    assertEquals(200, reader.send("PUT", mine.uri().getPath() + "/layers/conv1", "stride", "2")
        .statusCode());
    assertTrue(visitor.get(frozen).body().contains("2×8×8"), "the frozen copy is not changed");
    assertEquals(404, visitor.get(mine.uri().getPath()).statusCode());
  }

  @Test
  void aWithdrawnLinkIsGoneInEveryVersionAndWhatWasForkedStays() {
    String fork = reader.post(shared + "/fork").uri().getPath();
    visitor.send("PUT", network + "/layers/conv1", "stride", "2");
    String later = shareAgain();
    assertEquals(404, reader.send("DELETE", network + "/share").statusCode());
    assertEquals(200, reader.get(shared).statusCode());
    String dialog = visitor.send("DELETE", network + "/share").body();
    assertTrue(dialog.contains("share-freeze") && !dialog.contains("share-withdraw"), dialog);
    HttpResponse<String> gone = reader.get(shared);
    assertEquals(404, gone.statusCode());
    assertTrue(gone.body().contains("This frozen copy is not there any more"));
    assertEquals(404, reader.get(later.replace("/shared/", "/embed/")).statusCode());
    assertEquals(200, reader.get(fork).statusCode());
    assertEquals(200, visitor.get(network).statusCode());
  }

  @Test
  void nobodyChangesIt() {
    String id = shared.substring("/shared/".length());
    for (Visitor anybody : new Visitor[]{visitor, reader}) {
      assertEquals(404, anybody.get("/networks/" + id).statusCode());
      assertEquals(404, anybody.send("PUT", "/networks/" + id, "name", "x").statusCode());
      assertEquals(404, anybody.send("POST", "/networks/" + id + "/undo").statusCode());
      for (String path : new String[]{"", "/layers/conv1", "/undo", "/remove", "/picture"}) {
        int status = anybody.send("POST", shared + path, "name", "x").statusCode();
        assertTrue(status == 404 || status == 405, path + " " + status);
      }
    }
    assertEquals(404, reader.get("/shared/aaaaaaaaaaaaaaaaaaaa").statusCode());
    assertEquals(404, reader.get("/shared/" + network.substring("/networks/".length()))
        .statusCode());
    assertEquals(404, reader.send("POST", network + "/share").statusCode());
  }

  @Test
  void onlyPagesForFramesMayBeFramed() {
    String embed = shared.replace("/shared/", "/embed/");
    HttpResponse<String> frame = reader.get(embed + "?layer=conv1&hide=layers,totals,nonsense");
    assertTrue(policy(frame).contains("frame-ancestors *"));
    assertTrue(frame.headers().firstValue("X-Frame-Options").isEmpty());
    assertTrue(frame.body().contains("data-hide=\"layers totals\""));
    for (String path : new String[]{"/", "/networks", network, shared, "/about"}) {
      HttpResponse<String> page = visitor.get(path);
      assertTrue(policy(page).contains("frame-ancestors 'none'"), path);
      assertEquals("DENY", page.headers().firstValue("X-Frame-Options").orElseThrow(), path);
    }
    assertEquals(404, reader.get(embed.replaceAll("\\w+$", "nothing")).statusCode());
  }

  private static String policy(HttpResponse<String> page) {
    return page.headers().firstValue("Content-Security-Policy").orElseThrow();
  }
}
