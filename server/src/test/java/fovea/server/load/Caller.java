package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A visitor who opens pages, sends forms and calls the API, one cookie for all. Thread-safe. */
final class Caller implements AutoCloseable {

  static final String FORM = "application/x-www-form-urlencoded";

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String host;
  private final HttpClient client;
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

  Caller(ServerProcess server) {
    this(server, "127.0.0.1");
  }

  /** A visitor from that address of this machine. */
  Caller(ServerProcess server, String from) {
    this.host = server.address();
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.ofLiteral(from))
        .cookieHandler(new CookieManager()).build();
    Matcher token = CSRF.matcher(get("/networks").text());
    if (!token.find()) {
      throw new IllegalStateException("the page has no token");
    }
    this.csrf = token.group(1);
  }

  Answer get(String path) {
    return send(request(path).header("Accept", "text/html"));
  }

  Answer send(String method, String path, String type, byte[] body) {
    return send(request(path).header("Content-Type", type).header("X-CSRF-Token", csrf)
        .method(method, BodyPublishers.ofByteArray(body)));
  }

  Answer post(String path, String type, byte[] body) {
    return send("POST", path, type, body);
  }

  Answer post(String path, Parts parts) {
    return post(path, Parts.CONTENT_TYPE, parts.bytes());
  }

  /** Sends a form for an answer that is no text. */
  HttpResponse<byte[]> postForBytes(String path, Parts parts)
      throws IOException, InterruptedException {
    return client.send(request(path).header("Content-Type", Parts.CONTENT_TYPE)
        .POST(BodyPublishers.ofByteArray(parts.bytes())).build(), BodyHandlers.ofByteArray());
  }

  /** Sends a form; fields are names and values in turn. */
  Answer post(String path, String... fields) {
    return post(path, FORM, encoded(fields).getBytes(UTF_8));
  }

  static String encoded(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return form.toString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(host + path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request) {
    long start = System.nanoTime();
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      double millis = (System.nanoTime() - start) / 1e6;
      return new Answer(answer.statusCode(), new String(answer.body(), UTF_8),
          answer.headers().firstValue("Location").orElse(""),
          answer.headers().firstValue("Retry-After").orElse(""), millis);
    } catch (IOException gone) {
      return new Answer(0, String.valueOf(gone), "", "", (System.nanoTime() - start) / 1e6);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
