package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
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

/**
 * One of very many visitors, who opens pages, sends forms and calls the API: a cookie of their own, and
 * connections shared with all others. Thread-safe.
 */
final class Pupil {

  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1).build();

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
  private static final String COOKIE = "fovea=";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NO_ANSWER = 0;

  private final ServerProcess server;
  private final AtomicReference<String> cookie;
  private final String csrf;

  /** What came back; status 0 where nothing did. */
  record Answer(int status, String text, String location, String retryAfter, double millis) {

    /** Whether a limit refuses it by its name. */
    boolean namesLimit() {
      return text.contains("\"limit\":") || text.contains("limit ");
    }

    /** Whether it says that too much is asked for, and when to come back. */
    boolean waits() {
      return (status == 429 || status == 503) && retryAfter.matches("[1-9]\\d*");
    }
  }

  /**
   * Opens a first page.
   *
   * @throws IllegalStateException if it does not come
   */
  Pupil(ServerProcess server) {
    this.server = server;
    this.cookie = new AtomicReference<>("");
    this.csrf = first(CSRF, get("/rooms").text());
  }

  private Pupil(ServerProcess server, Pupil same) {
    this.server = server;
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
  Answer post(String path, String... fields) {
    return post(path, FORM, encoded(fields).getBytes(UTF_8));
  }

  /** Sends a form with files. */
  Answer post(String path, Parts parts) {
    return post(path, Parts.CONTENT_TYPE, parts.bytes());
  }

  Answer post(String path, String type, byte[] body) {
    return answer(changes("POST", path, type, body));
  }

  /** Sends a form for an answer that is no text. */
  HttpResponse<byte[]> postForBytes(String path, Parts parts)
      throws IOException, InterruptedException {
    return CLIENT.send(changes("POST", path, Parts.CONTENT_TYPE, parts.bytes()).build(),
        BodyHandlers.ofByteArray());
  }

  /** Fetches a file; empty if it does not come. */
  byte[] bytes(String path) {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request(path).build(), BodyHandlers.ofByteArray());
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
    return changes("PUT", path, FORM, encoded(fields).getBytes(UTF_8)).header("HX-Request", "true");
  }

  private HttpRequest.Builder changes(String method, String path, String type, byte[] body) {
    return request(path).header("Content-Type", type).header("X-CSRF-Token", csrf)
        .method(method, BodyPublishers.ofByteArray(body));
  }

  static String encoded(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return form.toString();
  }

  /** Hears a stream of events until it ends: their lines, in a thread of its own. */
  Thread hear(String path, Consumer<String> line) {
    return Thread.ofVirtual().start(() -> {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Cookie", cookie.get()).header("Accept", "text/event-stream").build();
        try (Stream<String> lines = CLIENT.send(request, BodyHandlers.ofLines()).body()) {
          lines.forEach(line);
        }
      } catch (IOException | InterruptedException | UncheckedIOException over) {
        // The server is stopped at the end.
      }
    });
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(PATIENCE);
    return cookie.get().isEmpty() ? request : request.header("Cookie", cookie.get());
  }

  private Answer answer(HttpRequest.Builder request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
      double millis = (System.nanoTime() - start) / 1e6;
      answer.headers().allValues("Set-Cookie").stream().filter(given -> given.startsWith(COOKIE))
          .forEach(given -> cookie.set(given.substring(0, given.indexOf(';'))));
      return new Answer(answer.statusCode(), answer.body(),
          answer.headers().firstValue("Location").orElse(""),
          answer.headers().firstValue("Retry-After").orElse(""), millis);
    } catch (IOException gone) {
      return new Answer(NO_ANSWER, String.valueOf(gone), "", "",
          (System.nanoTime() - start) / 1e6);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
