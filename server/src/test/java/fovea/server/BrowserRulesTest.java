package fovea.server;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what is refused because of where it comes from. */
class BrowserRulesTest {

  private static final String FRIEND = "https://school.example";
  private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");

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

  private record Visitor(String cookie, String token) {}

  private static Visitor visitor() {
    HttpResponse<byte[]> page = server.get("/api");
    assertEquals(200, page.statusCode(), text(page));
    Matcher token = TOKEN.matcher(text(page));
    assertTrue(token.find());
    return new Visitor(cookie(page), token.group(1));
  }

  private static String cookie(HttpResponse<byte[]> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static HttpResponse<byte[]> opensARoom(Visitor visitor) {
    HttpResponse<byte[]> answer = server.send(server.request("/rooms")
        .header("Cookie", visitor.cookie()).header("X-CSRF-Token", visitor.token())
        .POST(BodyPublishers.noBody()));
    assertEquals(303, answer.statusCode(), text(answer));
    return answer;
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
  void theCookieIsForTheServerAlone() {
    String cookie = server.get("/api").headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    assertTrue(cookie.contains("Path=/"), cookie);
    assertNotEquals(visitor().cookie(), visitor().cookie());
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
    String whole = visitor().cookie().replaceFirst("fovea=", "");
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
    Visitor before = visitor();
    HttpResponse<byte[]> opened = opensARoom(before);
    String room = opened.headers().firstValue("Location").orElseThrow();
    String fresh = cookie(opened);
    assertNotEquals(before.cookie(), fresh);
    // An answer may be lost: until the new one has come back, the old one is theirs, and leads to the same.
    assertEquals(200, server.send(server.request(room).header("Cookie", before.cookie()))
        .statusCode());
    assertEquals(fresh, cookie(opensARoom(before)));
    assertEquals(200, server.send(server.request(room).header("Cookie", fresh)).statusCode());
    HttpResponse<byte[]> stolen = server
        .send(server.request(room).header("Cookie", before.cookie()));
    assertEquals(404, stolen.statusCode());
    assertTrue(stolen.headers().firstValue("Set-Cookie").isEmpty(),
        "what was on its way does not take the new one away");
    assertNotEquals(fresh, cookie(opensARoom(new Visitor(fresh, before.token()))));
  }

  @Test
  void aMethodIsWhatTheFirstLineSays() {
    Visitor visitor = visitor();
    for (String method : new String[]{"DELETE", "PUT", "POST", "nonsense"}) {
      assertEquals(200, server.send(server.request("/api").header("Cookie", visitor.cookie())
          .header("X-CSRF-Token", visitor.token())
          .header("X-HTTP-Method-Override", method)).statusCode(), method);
    }
  }

  @Test
  void whatAnAddressTakesIsSaidWhereItTakesNothingElse() {
    assertTrue(server.send(change(visitor())).headers().firstValue("Allow").orElse("")
        .contains("GET"));
    assertEquals("POST", server.send(server.request("/api/v1/run").DELETE()).headers()
        .firstValue("Allow").orElse(""));
  }

  @Test
  void theTokenOfThePageLetsAChangeThrough() {
    Visitor visitor = visitor();
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
    Visitor visitor = visitor();
    Visitor other = visitor();
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
        403, server.send(change(visitor()).header("Origin", origin)).statusCode());
  }

  @Test
  void aChangeThatTheBrowserCallsCrossSiteIsRefused() {
    assertEquals(403, server.send(
        change(visitor()).header("Sec-Fetch-Site", "cross-site")).statusCode());
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
    Visitor fast = visitor();
    HttpResponse<byte[]> answer = server.send(change(fast));
    for (int i = 0; i < 400 && answer.statusCode() == 405; i++) {
      answer = server.send(change(fast));
    }
    assertEquals(429, answer.statusCode());
    assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) >= 1);
    assertEquals(405, server.send(change(visitor())).statusCode(), "others are not slowed down");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/networks/x/layers/live", "/networks/live", "/live",
    "/networks/x/live/"})
  void aNameDoesNotLiftTheLimit(String path) {
    Visitor fast = visitor();
    int status = 0;
    for (int i = 0; i < 400 && status != 429; i++) {
      status = server.send(server.request(path).header("Cookie", fast.cookie())
          .header("X-CSRF-Token", fast.token()).PUT(BodyPublishers.noBody())).statusCode();
    }
    assertEquals(429, status);
  }

  @Test
  void aFileUnderTheAddressOfItsContentIsKeptAndAnyOtherIsAskedForAgain() {
    String page = new String(server.get("/about").body(), StandardCharsets.UTF_8);
    Matcher sheet = Pattern.compile("/static/@\\w+/css/fovea.css").matcher(page);
    assertTrue(sheet.find(), page);
    HttpResponse<byte[]> kept = server.get(sheet.group());
    assertEquals(200, kept.statusCode());
    assertTrue(kept.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    HttpResponse<byte[]> older = server.get("/static/@0123456789abcdef/css/fovea.css");
    assertEquals("no-cache", older.headers().firstValue("Cache-Control").orElse(""),
        "of another version nobody knows how long it lasts");
    HttpResponse<byte[]> css = server.get("/static/css/fovea.css");
    assertEquals("no-cache", css.headers().firstValue("Cache-Control").orElse(""));
    String tag = css.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = server
        .send(server.request("/static/css/fovea.css").header("If-None-Match", tag));
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
  }

  @Test
  void aScriptIsSentCompressed() {
    HttpResponse<byte[]> htmx = server.send(
        server.request("/static/vendor/htmx-2.0.10/htmx.min.js").header("Accept-Encoding", "gzip"));
    assertEquals("gzip", htmx.headers().firstValue("Content-Encoding").orElse(""));
    assertEquals(0x1F, htmx.body()[0]);
    assertEquals((byte) 0x8B, htmx.body()[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/static/../logback.xml", "/static/%2e%2e/logback.xml", "/static/css", "/static/css/",
    "/static/..%2flogback.xml", "/static/vendor/../../../x.js", "/static//etc/passwd.txt",
    "/static/.hidden.js", "/static/css/fovea.class", "/static/%00.js", "/static/nothing.js"})
  void nothingButOurFilesIsServed(String path) {
    int status = server.get(path).statusCode();
    assertTrue(status == 404 || status == 400, path + " answers " + status);
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

  @Test
  void theIconThatBrowsersAskForBesideFilesIsThere() {
    HttpResponse<byte[]> icon = server.get("/favicon.ico");
    assertEquals(302, icon.statusCode());
    assertEquals(200,
        server.get(icon.headers().firstValue("Location").orElseThrow()).statusCode());
  }
}
