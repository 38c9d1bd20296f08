package fovea.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppTest {

  @TempDir
  Path data;

  @Test
  void healthAnswersOk() throws IOException, InterruptedException {
    try (App app = App.start(new Settings(0, data, Set.of()));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(
          HttpRequest.newBuilder(
              URI.create("http://localhost:" + app.port() + "/api/v1/health"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("\"status\":\"ok\""));
    }
  }
}
