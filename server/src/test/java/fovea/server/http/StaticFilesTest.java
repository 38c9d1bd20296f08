package fovea.server.http;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that pages are made with, as browsers fetch them. */
class StaticFilesTest {

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
  void aFileUnderTheAddressOfItsContentIsKeptAndAnyOtherIsAskedForAgain() {
    String page = text(server.get("/about"));
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
  void theIconThatBrowsersAskForBesideFilesIsThere() {
    HttpResponse<byte[]> icon = server.get("/favicon.ico");
    assertEquals(302, icon.statusCode());
    assertEquals(200,
        server.get(icon.headers().firstValue("Location").orElseThrow()).statusCode());
  }
}
