package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Serves style sheets, scripts and fonts from the web module. What is asked for under {@link #ADDRESS},
 * which names the content of them all, never changes and is kept for a year, so that a page that was
 * opened before asks for none of its hundred files; any other is asked for again, and answered with 304
 * while it is the same. Thread-safe.
 */
public final class StaticFiles implements Handler {

  private static final String STATIC = "/static/";

  /** Where pages find the files: another address as soon as one of them is another. */
  public static final String ADDRESS = STATIC + "@" + digest();

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

  private static final Pattern OF_CONTENT = Pattern.compile("@\\w+/");

  /** Only files that exist are kept, so what we ship bounds it. */
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  @Override
  public void handle(Context context) {
    String asked = STATIC + context.pathParam("path");
    boolean isForGood = asked.startsWith(ADDRESS + "/");
    String path = OF_CONTENT.matcher(context.pathParam("path")).replaceFirst("");
    StaticFile file = find(path).orElseThrow(() -> new NotFoundResponse("no such file"));
    boolean gzip = file.isSmallerGzipped() && accepts(context, "Accept-Encoding", "gzip");
    String tag = file.tag(gzip);
    context.disableCompression();
    context.header("ETag", tag);
    context.header("Vary", "Accept-Encoding");
    context.header(
        "Cache-Control",
        isForGood ? "public, max-age=31536000, immutable" : "no-cache");
    if (accepts(context, "If-None-Match", tag)) {
      context.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    if (gzip) {
      context.header("Content-Encoding", "gzip");
    }
    context.contentType(file.type()).result(file.bytes(gzip));
  }

  private static String digest() {
    URL one = Objects.requireNonNull(StaticFiles.class.getResource(STATIC + "js/fovea.js"));
    try {
      if (!(one.openConnection() instanceof JarURLConnection jar)) {
        return digest(Path.of(one.toURI()).resolve("../..").normalize());
      }
      try (FileSystem files = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
        return digest(files.getPath(STATIC));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | NoSuchAlgorithmException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  private static String digest(Path folder) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
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
    try (InputStream stream = StaticFiles.class.getResourceAsStream(STATIC + path)) {
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
