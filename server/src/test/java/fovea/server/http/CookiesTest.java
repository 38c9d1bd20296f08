package fovea.server.http;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.TestServer;
import fovea.server.TestServer.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cookie by which a browser is known again, and what becomes of it. */
class CookiesTest {

  @TempDir
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theCookieIsForTheServerAlone() {
    String cookie = server.get("/api").headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    assertTrue(cookie.contains("Path=/"), cookie);
    assertNotEquals(server.visitor().cookie(), server.visitor().cookie());
  }

  @Test
  void aCookieThatIsNotOursIsReplaced() {
    HttpResponse<byte[]> page = server
        .send(server.request("/api").header("Cookie", "fovea=' OR 1=1"));
    assertTrue(
        page.headers().firstValue("Set-Cookie").orElseThrow()
            .matches("fovea=[\\w-]{32}\\.[\\w-]{43};.*"));
  }

  @Test
  void aCookieThatSomebodyChoseIsNoSession() {
    String whole = server.visitor().cookie().replaceFirst("fovea=", "");
    String changed = (whole.charAt(0) == 'A' ? 'B' : 'A') + whole.substring(1);
    for (String chosen : new String[]{
      "A".repeat(32), "A".repeat(32) + "." + "B".repeat(43), changed}) {
      HttpResponse<byte[]> page = server
          .send(server.request("/api").header("Cookie", "fovea=" + chosen));
      String given = page.headers().firstValue("Set-Cookie").orElse("");
      assertTrue(given.startsWith("fovea="), chosen);
      assertFalse(given.startsWith("fovea=" + chosen.substring(0, 32)), chosen);
    }
  }

  @Test
  void whoMayDoMoreHasAnotherCookieThenAndThePagesGoOn() {
    Visitor before = server.visitor();
    HttpResponse<byte[]> opened = opensARoom(before);
    String room = opened.headers().firstValue("Location").orElseThrow();
    String fresh = TestServer.cookie(opened);
    assertNotEquals(before.cookie(), fresh);
    // An answer may be lost: until the new one has come back, the old one is theirs, and leads to the same.
    assertEquals(200, server.send(server.request(room).header("Cookie", before.cookie()))
        .statusCode());
    assertEquals(fresh, TestServer.cookie(opensARoom(before)));
    assertEquals(200, server.send(server.request(room).header("Cookie", fresh)).statusCode());
    HttpResponse<byte[]> stolen = server
        .send(server.request(room).header("Cookie", before.cookie()));
    assertEquals(404, stolen.statusCode());
    assertTrue(stolen.headers().firstValue("Set-Cookie").isEmpty(),
        "what was on its way does not take the new one away");
    assertNotEquals(fresh, TestServer.cookie(opensARoom(new Visitor(fresh, before.token()))));
  }

  private static HttpResponse<byte[]> opensARoom(Visitor visitor) {
    HttpResponse<byte[]> answer = server.send(server.request("/rooms")
        .header("Cookie", visitor.cookie()).header("X-CSRF-Token", visitor.token())
        .POST(BodyPublishers.noBody()));
    assertEquals(303, answer.statusCode(), text(answer));
    return answer;
  }
}
