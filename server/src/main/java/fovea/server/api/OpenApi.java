package fovea.server.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /api/v1/openapi.json}: these calls, described in OpenAPI 3.1 for programs. */
public final class OpenApi implements Handler {

  private final byte[] document = document();

  /** The document as it is shipped. */
  public static byte[] document() {
    try (InputStream stream = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (stream == null) {
        throw new IllegalStateException("openapi.json is missing from the build");
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void handle(Context context) {
    context.contentType("application/json").result(document);
  }
}
