package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.storage.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network that newcomers find is theirs, and takes no place until they do something with it. */
class StarterTest extends VisitedServer {

  @Test
  void lookingAroundKeepsNothing() throws SQLException {
    int before = kept();
    for (int i = 0; i < 5; i++) {
      try (Visitor newcomer = new Visitor(app)) {
        String network = newcomer.get("/").uri().getPath();
        for (String part : List.of("", "?layer=conv_2_1", "/layers/conv_1_1/units/0/1/1", "/table",
            "/versions", "/share", "/export", "/principles", "/overview", "/input.png")) {
          assertEquals(200, newcomer.get(network + part).statusCode(), part);
        }
        assertEquals(network, newcomer.get("/").uri().getPath());
        assertTrue(newcomer.get("/networks").body().contains(network));
        assertTrue(newcomer.get("/compare").body().contains(network.substring(10)));
      }
    }
    assertEquals(before, kept());
  }

  @Test
  void itIsKeptWhenItIsFirstChangedAndChangedBack() throws SQLException {
    int before = kept();
    String network = visitor.get("/").uri().getPath();
    assertTrue(visitor.get(network + "/versions").body().contains("<li"));
    assertEquals(200, visitor.send("PUT", network + "/layers/conv_1_1", "out_channels", "7")
        .statusCode());
    assertEquals(before + 1, kept());
    assertTrue(visitor.get(network + "/document.json").body().contains("7"));
    assertEquals(200, visitor.send("POST", network + "/undo").statusCode());
    assertEquals(200, visitor.send("POST", network + "/undo").statusCode());
    assertFalse(visitor.get(network + "/document.json").body().contains("7"));
    assertEquals(network, visitor.get("/").uri().getPath());
  }

  @Test
  void itIsStillThereWhenAnotherWasOpenedMeanwhile() {
    String network = visitor.get("/").uri().getPath();
    String other = visitor.post("/networks", "zoo", "lenet5").uri().getPath();
    assertEquals(other, visitor.get("/").uri().getPath());
    assertEquals(200, visitor.get(network).statusCode());
    assertEquals(200, visitor.send("PUT", network, "name", "Mine").statusCode());
    assertTrue(visitor.get(network).body().contains("Mine"));
  }

  @Test
  void whoDeletesItFindsAnotherAndCanBringItBack() {
    String network = visitor.get("/").uri().getPath();
    assertEquals(200, visitor.post(network + "/remove").statusCode());
    assertEquals(404, visitor.get(network).statusCode());
    String next = visitor.get("/").uri().getPath();
    assertNotEquals(network, next);
    visitor.post(network + "/restore");
    assertEquals(200, visitor.get(network).statusCode());
    assertEquals(network, visitor.get("/").uri().getPath());
  }

  @Test
  void itIsNobodyElses() {
    String network = visitor.get("/").uri().getPath();
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.get(network).statusCode());
      assertEquals(404, other.send("PUT", network, "name", "Mine").statusCode());
    }
  }

  @Test
  void itIsNamedInTheReadersLanguage() {
    String spanish = visitor.get("/?lang=es").uri().getPath();
    assertTrue(visitor.get(spanish).body().contains("Reconocedor"), "the name of the starter");
    assertNotEquals(spanish, visitor.get("/?lang=en").uri().getPath());
    assertEquals(200, visitor.get(spanish).statusCode());
  }

  private static int kept() throws SQLException {
    try (Connection connection = Databases.ASKED_FOR.connect(data);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM networks")) {
      row.next();
      return row.getInt(1);
    }
  }
}
