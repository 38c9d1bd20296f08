package fovea.server.workbench;

import fovea.server.App;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody with a browser of their own: a cookie, and the token of the pages they have seen. Of several
 * servers each request meets the next one, as behind a balancer.
 */
public final class Visitor implements AutoCloseable {

  private final List<String> hosts;
  private int requests;
  private final CookieManager cookies;
  private final HttpClient client;
  private final String csrf;

  public Visitor(App... apps) {
    this(new CookieManager(), apps);
  }

  private Visitor(CookieManager cookies, App... apps) {
    this.cookies = cookies;
    this.client = HttpClient.newBuilder().cookieHandler(cookies)
        .followRedirects(HttpClient.Redirect.NORMAL).build();
    this.hosts = Stream.of(apps).map(app -> "http://localhost:" + app.port()).toList();
    this.csrf = first("name=\"csrf\" content=\"([^\"]+)\"", get("/networks").body());
  }

  /** The same person at another server. */
  public Visitor at(App app) {
    return new Visitor(cookies, app);
  }

  /** Opens a page, going where it redirects. */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET(), BodyHandlers.ofString());
  }

  /** A stream of events from behind that number, which the caller closes. */
  public InputStream stream(String path, String lastEvent) {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    return send((lastEvent.isEmpty() ? request : request.header("Last-Event-ID", lastEvent)).GET(),
        BodyHandlers.ofInputStream()).body();
  }

  /** What a person sees who opens an address, also when it is an error. */
  public String getAsPage(String path) {
    return send(request(path).header("Accept", "text/html").GET(), BodyHandlers.ofString()).body();
  }

  /** Fetches bytes. */
  public HttpResponse<byte[]> bytes(String path) {
    return send(request(path).GET(), BodyHandlers.ofByteArray());
  }

  /** Sends a form as htmx does; fields are names and values in turn. */
  public HttpResponse<String> send(String method, String path, String... fields) {
    return send(request(path).header("HX-Request", "true").header("X-CSRF-Token", csrf)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, BodyPublishers.ofString(encoded(fields))), BodyHandlers.ofString());
  }

  /** The same on a page that says what it shows. */
  public HttpResponse<String> sendShowing(String shown, String method, String path,
      String... fields) {
    return sendWith("Fovea-Shows", shown, method, path, fields);
  }

  /** The same on the page of that address. */
  public HttpResponse<String> sendFrom(String page, String method, String path, String... fields) {
    return sendWith("HX-Current-URL", page, method, path, fields);
  }

  private HttpResponse<String> sendWith(
      String header, String value, String method, String path, String... fields) {
    return send(request(path).header("HX-Request", "true").header("X-CSRF-Token", csrf)
        .header(header, value).header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, BodyPublishers.ofString(encoded(fields))), BodyHandlers.ofString());
  }

  /** Sends a file in a form, with these headers, and goes where the answer leads. */
  public HttpResponse<String> upload(String path, String part, byte[] file, String... headers) {
    HttpRequest.Builder request = form(path, part, List.of(file));
    return send(headers.length == 0 ? request : request.headers(headers), BodyHandlers.ofString());
  }

  /** Sends files of one name with fields, names and values in turn, and goes where the answer leads. */
  public HttpResponse<String> uploadAll(
      String path, String part, List<byte[]> files, String... fields) {
    return send(form(path, part, files, fields), BodyHandlers.ofString());
  }

  private HttpRequest.Builder form(
      String path, String part, List<byte[]> files, String... fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "_csrf", csrf.getBytes(StandardCharsets.UTF_8), "");
    for (int i = 0; i < fields.length; i += 2) {
      part(body, fields[i], fields[i + 1].getBytes(StandardCharsets.UTF_8), "");
    }
    files.forEach(file -> part(body, part, file,
        "; filename=\"f\"\r\nContent-Type: application/octet-stream"));
    body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return request(path).header("Content-Type", "multipart/form-data; boundary=b")
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void part(ByteArrayOutputStream body, String name, byte[] content, String file) {
    body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file
        + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as scripts do. */
  public HttpResponse<byte[]> send(String method, String path, byte[] body) {
    return send(request(path).header("HX-Request", "true").header("X-CSRF-Token", csrf)
        .header("Content-Type", "application/octet-stream")
        .method(method, BodyPublishers.ofByteArray(body)), BodyHandlers.ofByteArray());
  }

  /** Sends a form as a browser without scripts does, and goes where the answer leads. */
  public HttpResponse<String> post(String path, String... fields) {
    return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("_csrf=" + csrf + "&" + encoded(fields))),
        BodyHandlers.ofString());
  }

  /** Starts a network from a document, and answers its address. */
  public String create(String document) {
    return post("/networks", "document", document).uri().getPath();
  }

  /** The first group of a pattern in a text. */
  public static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("expected " + pattern + " in\n" + text);
    }
    return matcher.group(1);
  }

  private HttpRequest.Builder request(String path) {
    String host = hosts.get(requests++ % hosts.size());
    return HttpRequest.newBuilder(URI.create(path.startsWith("/") ? host + path : path));
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new AssertionError("the server does not answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("the test was stopped", e);
    }
  }

  private static String encoded(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
