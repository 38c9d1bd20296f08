package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Tells the browser what our pages may do, on every answer: load and call nothing but ourselves,
 * run no inline script, sit in nobody's frame unless they are made for it ({@code /embed/}), tell nobody where the visitor came from.
 */
public final class SecurityHeaders implements Handler {

  private static final String CONTENT_SECURITY_POLICY = String.join(
      "; ",
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'");

  @Override
  public void handle(Context context) {
    boolean isForFrames = context.path().startsWith("/embed/");
    context.header("Content-Security-Policy",
        CONTENT_SECURITY_POLICY + "; frame-ancestors " + (isForFrames ? "*" : "'none'"));
    context.header("X-Content-Type-Options", "nosniff");
    if (!isForFrames) {
      context.header("X-Frame-Options", "DENY");
    }
    context.header("Referrer-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Permissions-Policy", "geolocation=(), microphone=(), camera="
        + (isForFrames ? "()" : "(self)"));
    // Pages and answers belong to one visitor; what may be kept longer says so itself.
    context.header("Cache-Control", "no-store");
  }
}
