package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Everybody reads their own language, over HTTP. */
class LanguageTest extends VisitedServer {

  private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager())
      .followRedirects(HttpClient.Redirect.NORMAL).build();

  @Test
  void theBrowserSaysWhatItsReaderUnderstands() throws Exception {
    assertSpeaks("es", get("/networks", "es-MX,es;q=0.9,en;q=0.5"));
    assertSpeaks("zh-Hans", get("/networks", "zh-CN"));
    assertSpeaks("zh-Hans", get("/networks", "la, zh;q=0.8, en;q=0.2"));
    assertSpeaks("en", get("/networks", "la"));
  }

  @Test
  void anAddressCanAskForALanguageAndItIsKept() throws Exception {
    assertSpeaks("es", get("/networks?lang=es", "en"));
    assertSpeaks("es", get("/about", "en"));
    String nowhere = get("/nowhere", "en").body();
    assertTrue(nowhere.contains("Ninguna página de Fovea tiene la dirección /nowhere."), nowhere);
    assertSpeaks("zh-Hans", get("/networks?lang=zh", "en"));
    assertSpeaks("zh-Hans", get("/networks?lang=none", "en"));
  }

  @Test
  void whyNotIsSaidToPeopleInTheirLanguageAndToProgramsInEnglish() throws Exception {
    assertTrue(get("/networks/none", "es").body().contains("No existe esa red, o no es suya."));
    assertTrue(get("/networks/none", "zh").body().contains("没有这个网络，或它不属于你。"));
    HttpResponse<String> ofScripts = client.send(request("/networks/none", "es")
        .setHeader("Accept", "*/*").header("HX-Request", "true").build(), BodyHandlers.ofString());
    assertTrue(ofScripts.body().contains("No existe esa red, o no es suya."), ofScripts.body());
    assertTrue(get("/api/v1/zoo/none", "es").body().contains("The zoo has no network"));
    assertTrue(get("/about", "zh").body().contains("位向量")
        || get("/about", "zh").body().contains("教科书式循环"));
  }

  @Test
  void aChoiceIsKeptAndLeadsBackToThePage() throws Exception {
    HttpResponse<String> before = get("/about?lang=es&size=large", "en");
    String csrf = Visitor.first("name=\"csrf\" content=\"([^\"]+)\"", before.body());
    HttpResponse<String> after = client.send(request("/language", "en")
        .header("Referer", before.uri().toString())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("language=zh&_csrf=" + csrf)).build(),
        BodyHandlers.ofString());
    assertEquals("/about?size=large", after.uri().getPath() + "?" + after.uri().getQuery());
    assertSpeaks("zh-Hans", after);
  }

  @Test
  void aSharedNetworkIsReadInEveryLanguage() throws Exception {
    String network = visitor.create("""
        {"name": "n", "input": [3, 8, 8], "layers": [{"id": "relu", "type": "ReLU"}]}
        """);
    String shared = Visitor.first("(/shared/\\w+)",
        visitor.send("POST", network + "/share").body());
    assertSpeaks("es", get(shared, "es"));
    HttpResponse<String> asked = get(shared + "?lang=zh", "es");
    assertSpeaks("zh-Hans", asked);
    assertTrue(asked.body().contains("冻结副本"));
  }

  private static void assertSpeaks(String language, HttpResponse<String> page) {
    assertEquals(language, Visitor.first("<html lang=\"([^\"]+)\"", page.body()));
  }

  private HttpResponse<String> get(String path, String languages) throws Exception {
    return client.send(request(path, languages).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String languages) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path))
        .header("Accept-Language", languages).header("Accept", "text/html");
  }
}
