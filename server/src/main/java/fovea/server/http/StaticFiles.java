package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves style sheets, scripts and fonts from the web module. A file whose path carries a version
 * never changes and is kept for a year; any other is asked for again, and answered with 304 while it
 * is the same. Thread-safe.
 */
public final class StaticFiles implements Handler {

  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("js", "text/javascript; charset=utf-8"),
      Map.entry("mjs", "text/javascript; charset=utf-8"),
      Map.entry("json", "application/json"),
      Map.entry("txt", "text/plain; charset=utf-8"),
      Map.entry("svg", "image/svg+xml"),
      Map.entry("png", "image/png"),
      Map.entry("ico", "image/x-icon"),
      Map.entry("woff2", "font/woff2"));

  /** Segments of ordinary characters that do not start with a dot, and an ending: no way up. */
  private static final Pattern PATH = Pattern
      .compile("([A-Za-z0-9_@-][A-Za-z0-9._@-]*/)*[A-Za-z0-9_@-][A-Za-z0-9._@-]*\\.[a-z0-9]+");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+");

  /** Only files that exist are kept, so what we ship bounds it. */
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  @Override
  public void handle(Context context) {
    String path = context.pathParam("path");
    StaticFile file = find(path).orElseThrow(() -> new NotFoundResponse("no such file"));
    boolean gzip = file.isSmallerGzipped() && accepts(context, "Accept-Encoding", "gzip");
    String tag = file.tag(gzip);
    context.disableCompression();
    context.header("ETag", tag);
    context.header("Vary", "Accept-Encoding");
    context.header(
        "Cache-Control",
        VERSION.matcher(path).find() ? "public, max-age=31536000, immutable" : "no-cache");
    if (accepts(context, "If-None-Match", tag)) {
      context.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    if (gzip) {
      context.header("Content-Encoding", "gzip");
    }
    context.contentType(file.type()).result(file.bytes(gzip));
  }

  private static boolean accepts(Context context, String header, String value) {
    String given = context.header(header);
    return given != null && given.contains(value);
  }

  private Optional<StaticFile> find(String path) {
    StaticFile known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    try (InputStream stream = StaticFiles.class.getResourceAsStream("/static/" + path)) {
      if (stream == null) {
        return Optional.empty();
      }
      StaticFile file = new StaticFile(type, stream.readAllBytes());
      files.put(path, file);
      return Optional.of(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
