package fovea.server;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.TestServer.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what is refused because of where it comes from. */
class BrowserRulesTest {

  private static final String FRIEND = "https://school.example";

  @TempDir
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(data, Set.of(FRIEND));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder change(Visitor visitor) {
    // An address that takes no POST: 405 says that the request came through to the routes.
    return server.request("/api")
        .header("Cookie", visitor.cookie())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("_csrf=" + visitor.token()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/static/css/fovea.css", "/nothing", "/api/v1/health"})
  void everyAnswerTellsTheBrowserWhatItMayDo(String path) {
    HttpResponse<byte[]> answer = server.get(path);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(policy.contains("http"), policy);
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("same-origin", answer.headers().firstValue("Referrer-Policy").orElse(""));
    assertTrue(answer.headers().firstValue("Server").isEmpty());
  }

  @Test
  void aMethodIsWhatTheFirstLineSays() {
    Visitor visitor = server.visitor();
    for (String method : new String[]{"DELETE", "PUT", "POST", "nonsense"}) {
      assertEquals(200, server.send(server.request("/api").header("Cookie", visitor.cookie())
          .header("X-CSRF-Token", visitor.token())
          .header("X-HTTP-Method-Override", method)).statusCode(), method);
    }
  }

  @Test
  void whatAnAddressTakesIsSaidWhereItTakesNothingElse() {
    assertTrue(server.send(change(server.visitor())).headers().firstValue("Allow").orElse("")
        .contains("GET"));
    assertEquals("POST", server.send(server.request("/api/v1/run").DELETE()).headers()
        .firstValue("Allow").orElse(""));
  }

  @Test
  void theTokenOfThePageLetsAChangeThrough() {
    Visitor visitor = server.visitor();
    assertEquals(405, server.send(change(visitor)).statusCode());
    assertEquals(405, server.send(
        change(visitor).header("Origin", "http://localhost:" + server.port())).statusCode());
    assertEquals(405, server.send(server.request("/api")
        .header("Cookie", visitor.cookie())
        .header("X-CSRF-Token", visitor.token())
        .DELETE()).statusCode());
  }

  @Test
  void aChangeWithoutTheTokenIsRefused() {
    Visitor visitor = server.visitor();
    Visitor other = server.visitor();
    assertEquals(403, server.send(change(new Visitor(visitor.cookie(), ""))).statusCode());
    assertEquals(
        403, server.send(change(new Visitor(visitor.cookie(), other.token()))).statusCode());
    assertEquals(403, server.send(server.request("/networks").DELETE()).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example", "",
    "file://", "http://", FRIEND})
  void aChangeFromAnotherOriginIsRefusedEvenWithTheToken(String origin) {
    assertEquals(
        403, server.send(change(server.visitor()).header("Origin", origin)).statusCode());
  }

  @Test
  void aChangeThatTheBrowserCallsCrossSiteIsRefused() {
    assertEquals(403, server.send(
        change(server.visitor()).header("Sec-Fetch-Site", "cross-site")).statusCode());
  }

  @Test
  void theApiRefusesAForeignOriginUnlessItIsAllowed() {
    assertEquals(403, server.send(
        server.request("/api/v1/zoo").header("Origin", "https://evil.example")).statusCode());
    HttpResponse<byte[]> friend = server
        .send(server.request("/api/v1/zoo").header("Origin", FRIEND));
    assertEquals(200, friend.statusCode());
    assertEquals(
        FRIEND, friend.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    HttpResponse<byte[]> preflight = server.send(server.request("/api/v1/analyze")
        .header("Origin", FRIEND)
        .method("OPTIONS", BodyPublishers.noBody()));
    assertEquals(204, preflight.statusCode());
    assertEquals(200, server.send(server.request("/api/v1/zoo")
        .header("Origin", "http://localhost:" + server.port())).statusCode());
  }

  @Test
  void whoChangesFasterThanAPersonCanIsSlowedDown() {
    Visitor fast = server.visitor();
    HttpResponse<byte[]> answer = server.send(change(fast));
    for (int i = 0; i < 400 && answer.statusCode() == 405; i++) {
      answer = server.send(change(fast));
    }
    assertEquals(429, answer.statusCode());
    assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) >= 1);
    assertEquals(405, server.send(change(server.visitor())).statusCode(),
        "others are not slowed down");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/networks/x/layers/live", "/networks/live", "/live",
    "/networks/x/live/"})
  void aNameDoesNotLiftTheLimit(String path) {
    Visitor fast = server.visitor();
    int status = 0;
    for (int i = 0; i < 400 && status != 429; i++) {
      status = server.send(server.request(path).header("Cookie", fast.cookie())
          .header("X-CSRF-Token", fast.token()).PUT(BodyPublishers.noBody())).statusCode();
    }
    assertEquals(429, status);
  }

  @Test
  void anErrorIsAPageForPeopleAndAProblemForScripts() {
    HttpResponse<byte[]> page = server
        .send(server.request("/nothing").header("Accept", "text/html"));
    HttpResponse<byte[]> script = server.send(
        server.request("/nothing").header("Accept", "text/html").header("HX-Request", "true"));
    assertEquals(404, script.statusCode());
    assertTrue(script.headers().firstValue("Content-Type").orElse("").contains("problem+json"));
    assertEquals(404, page.statusCode());
    String type = page.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.matches("text/html; ?charset=utf-8"), type);
    assertTrue(text(page).contains("<h1>"), text(page));
  }

  /** A browser's console names every status of 400 or more; our own scripts are told otherwise. */
  @Test
  void aRefusalIsAnAnswerForScriptsThatAskForThat() {
    HttpResponse<byte[]> quiet = server.send(
        server.request("/nothing").header("HX-Request", "true").header("Fovea-Quiet", "true"));
    assertEquals(200, quiet.statusCode());
    assertEquals("404", quiet.headers().firstValue("Fovea-Refused").orElse(""));
    assertTrue(quiet.headers().firstValue("Content-Type").orElse("").contains("problem+json"));
    HttpResponse<byte[]> granted = server.send(server.request("/").header("Fovea-Quiet", "true"));
    assertTrue(granted.headers().firstValue("Fovea-Refused").isEmpty());
  }
}
