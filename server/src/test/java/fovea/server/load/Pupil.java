package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of very many visitors: a cookie of their own, and connections shared with all others. Thread-safe. */
final class Pupil {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
  private static final Pattern COOKIE = Pattern.compile("^(fovea=[^;]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NO_ANSWER = 0;

  private final ServerProcess server;
  private final HttpClient client;
  private final AtomicReference<String> cookie;
  private final String csrf;

  /** What came back; status 0 where nothing did. */
  record Answer(int status, String location, String text, String retryAfter) {

    /** Whether it says that too much is asked for, and when to come back. */
    boolean waits() {
      return (status == 429 || status == 503) && retryAfter.matches("[1-9]\\d*");
    }
  }

  private void keepCookie(HttpResponse<?> answer) {
    answer.headers().firstValue("Set-Cookie").ifPresent(given -> cookie.set(first(COOKIE, given)));
  }

  /** Opens a first page. */
  Pupil(ServerProcess server, HttpClient client) throws IOException, InterruptedException {
    this.server = server;
    this.client = client;
    HttpResponse<String> page = client.send(
        HttpRequest.newBuilder(URI.create(server.address() + "/rooms")).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
    this.cookie = new AtomicReference<>();
    keepCookie(page);
    this.csrf = first(CSRF, page.body());
  }

  private Pupil(ServerProcess server, Pupil same) {
    this.server = server;
    this.client = same.client;
    this.cookie = same.cookie;
    this.csrf = same.csrf;
  }

  /** The same person at another server. */
  Pupil at(ServerProcess other) {
    return new Pupil(other, this);
  }

  static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("expected " + pattern);
    }
    return matcher.group(1);
  }

  Answer get(String path) {
    return answer(request(path).header("Accept", "text/html"));
  }

  /** Asks as the scripts of a page do. */
  Answer ask(String path) {
    return answer(request(path).header("HX-Request", "true"));
  }

  /** Sends a form; fields are names and values in turn. */
  Answer send(String method, String path, String... fields) {
    return answer(request(path).header("Content-Type", Caller.FORM).header("X-CSRF-Token", csrf)
        .method(method, BodyPublishers.ofString(Caller.encoded(fields), UTF_8)));
  }

  /** Sends a form with files. */
  Answer send(String path, Parts parts) {
    return answer(request(path).header("Content-Type", Parts.CONTENT_TYPE)
        .header("X-CSRF-Token", csrf).POST(BodyPublishers.ofByteArray(parts.bytes())));
  }

  /** Fetches a file; empty if it does not come. */
  byte[] bytes(String path) {
    try {
      HttpResponse<byte[]> answer = client.send(request(path).build(), BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? answer.body() : new byte[0];
    } catch (IOException gone) {
      return new byte[0];
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Changes something as the scripts of a page do, which swap the answer in. */
  Answer edit(String path, String... fields) {
    return answer(edits(path, fields));
  }

  /** The same on a page with that address that says what it shows. */
  Answer editOn(String page, String shows, String path, String... fields) {
    return answer(edits(path, fields).header("HX-Current-URL", server.address() + page)
        .header("Fovea-Shows", shows));
  }

  private HttpRequest.Builder edits(String path, String... fields) {
    return request(path).header("Content-Type", Caller.FORM).header("X-CSRF-Token", csrf)
        .header("HX-Request", "true")
        .method("PUT", BodyPublishers.ofString(Caller.encoded(fields), UTF_8));
  }

  /** Hears a stream of events until it ends: their lines, in a thread of its own. */
  Thread hear(String path, Consumer<String> line) {
    return Thread.ofVirtual().start(() -> {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Cookie", cookie.get()).header("Accept", "text/event-stream").build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
          lines.forEach(line);
        }
      } catch (IOException | InterruptedException | UncheckedIOException over) {
        // The server is stopped at the end.
      }
    });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(PATIENCE)
        .header("Cookie", cookie.get());
  }

  private Answer answer(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      keepCookie(answer);
      return new Answer(answer.statusCode(), answer.headers().firstValue("Location").orElse(""),
          answer.body(), answer.headers().firstValue("Retry-After").orElse(""));
    } catch (IOException gone) {
      return new Answer(NO_ANSWER, "", String.valueOf(gone), "");
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
