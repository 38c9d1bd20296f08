package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.web.Words;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Places where people stood without knowing how to go on, over HTTP. */
class StumblingBlocksTest extends VisitedServer {

  @Test
  void anEmptyDocumentSaysWhatToPasteAndItsExampleOpens() {
    for (String document : List.of("", "  \n ")) {
      HttpResponse<String> answer = visitor.post("/networks", "document", document);
      assertEquals(400, answer.statusCode());
      assertTrue(answer.body().contains("id=\"document-refused\""), answer.body());
      assertTrue(answer.body().contains("The document is empty"), answer.body());
    }
    String link = Visitor.first("href=\"(/networks\\?document=[^#\"]+)#document\"",
        visitor.get("/networks").body());
    String filled = Visitor.first("(?s)<textarea[^>]*>(.*?)</textarea>", visitor.get(link).body());
    String network = visitor.create(filled.replace("&quot;", "\""));
    assertTrue(network.startsWith("/networks/"), network);
  }

  @Test
  void theDocumentIsAmongTheExportsEvenOfANetworkThatHasAProblem() {
    String network = visitor.create("""
        {"name": "broken", "input": [3, 4, 4], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 9}]}
        """);
    String dialog = visitor.get(network + "/export").body();
    assertTrue(dialog.contains(network + "/export/json\""), dialog);
    assertFalse(dialog.contains("/export/onnx"), dialog);
    HttpResponse<String> file = visitor.get(network + "/export/json");
    assertEquals("broken", NetworkDocument.parse(file.body()).name());
    assertTrue(file.headers().firstValue("Content-Disposition").orElseThrow()
        .contains("broken.json"));
    assertTrue(visitor.get(network + "/export/json/preview").body().contains("kernel_size"));
  }

  @Test
  void theApisPageShowsTheAddressThatItsReaderHasCalled() {
    String page = visitor.get("/api").body();
    assertTrue(page.contains("http://localhost:" + app.port() + "/api/v1/health"), page);
    assertFalse(page.contains("localhost:7070"), page);
  }

  @Test
  void theApisPageSpeaksItsReadersLanguage() {
    for (String language : Words.LANGUAGES) {
      Words words = Words.in(Locale.of(language));
      String page = visitor.get("/api?lang=" + language).body();
      assertTrue(page.contains(words.say("api.lead").replace("'", "&#39;")), language);
      for (String id : calls(page)) {
        assertTrue(page.contains(words.say("api.call." + id).replace("'", "&#39;")),
            language + " " + id);
      }
    }
    visitor.get("/api?lang=en");
  }

  /** In English they are the document's own. */
  @Test
  void whatTheCallsAreForIsSaidAsInTheDocumentForPrograms() {
    String openApi = visitor.get("/api/v1/openapi.json").body();
    Words english = Words.in(Locale.ENGLISH);
    assertTrue(openApi.contains(english.say("api.lead")), openApi);
    for (String id : calls(visitor.get("/api").body())) {
      assertTrue(openApi.contains("\"summary\": \"" + english.say("api.call." + id) + "\""), id);
    }
  }

  private static List<String> calls(String page) {
    List<String> ids = Pattern.compile("<h2 id=\"([^\"]+)\"").matcher(page).results()
        .map(match -> Objects.requireNonNull(match.group(1))).toList();
    assertEquals(9, ids.size(), ids::toString);
    return ids;
  }
}
