package fovea.server;

import fovea.server.storage.Databases;
import fovea.server.storage.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real server on a free port with a real database, and a client that speaks to it. */
public final class TestServer implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");

  private final App app;
  private final HttpClient client = HttpClient.newHttpClient();

  public TestServer(Path data) {
    this(data, Set.of());
  }

  public TestServer(Path data, Set<String> allowedOrigins) {
    this.app = App.start(settings(data, allowedOrigins, 10));
  }

  /** With the kind of database that the tests run on. */
  public static Settings settings(Path data, Set<String> allowedOrigins, int changesPerSecond) {
    return new Settings(0, data, Databases.ASKED_FOR.url(data), allowedOrigins, changesPerSecond,
        Duration.ofSeconds(2), Limits.DEFAULT);
  }

  public int port() {
    return app.port();
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  public HttpResponse<byte[]> get(String path) {
    return send(request(path));
  }

  public HttpResponse<byte[]> post(String path, String type, byte[] body) {
    return send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  public HttpResponse<byte[]> postJson(String path, String json) {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public HttpResponse<byte[]> post(String path, Parts parts) {
    return post(path, Parts.CONTENT_TYPE, parts.bytes());
  }

  /** Somebody who has opened a page: their cookie, and the token for changes. */
  public record Visitor(String cookie, String token) {}

  /** Somebody new. */
  public Visitor visitor() {
    HttpResponse<byte[]> page = get("/api");
    Matcher token = TOKEN.matcher(text(page));
    if (!token.find()) {
      throw new AssertionError("expected " + TOKEN + " in\n" + text(page));
    }
    return new Visitor(cookie(page), token.group(1));
  }

  /** The cookie that an answer gives out, as it is sent back. */
  public static String cookie(HttpResponse<byte[]> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    app.close();
  }

  /** A multipart body, as browsers and curl write it. */
  public static final class Parts {

    public static final String CONTENT_TYPE = "multipart/form-data; boundary=fovea-test";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public Parts field(String name, String value) {
      return field(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of bytes, which need not be text. */
    public Parts field(String name, byte[] value) {
      return add("name=\"" + name + "\"", value);
    }

    public Parts file(String name, byte[] content) {
      return add("name=\"" + name + "\"; filename=\"../../etc/x\"", content);
    }

    private Parts add(String disposition, byte[] content) {
      body.writeBytes(("--fovea-test\r\nContent-Disposition: form-data; " + disposition
          + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      body.writeBytes(content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    public byte[] bytes() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(body.toByteArray());
      whole.writeBytes("--fovea-test--\r\n".getBytes(StandardCharsets.UTF_8));
      return whole.toByteArray();
    }
  }
}
