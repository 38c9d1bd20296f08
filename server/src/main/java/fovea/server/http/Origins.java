package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses what other web sites send. A browser says in {@code Origin} whose page is calling; it
 * must be ours, or one that the operator allows. Programs send no {@code Origin} and pass.
 * Immutable.
 */
public final class Origins implements Handler {

  private final Set<String> allowed;

  /** {@code allowed}: origins such as {@code https://school.example} that may call the API. */
  public Origins(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** The rule of the API: no foreign origin, and what a browser needs to hear of an allowed one. */
  @Override
  public void handle(Context context) {
    String origin = context.header("Origin");
    if (origin == null || isOwn(context, origin)) {
      return;
    }
    if (!allowed.contains(origin)) {
      throw Refusal.forbidden("Calls from " + shortened(origin) + " are not allowed here.");
    }
    context.header("Access-Control-Allow-Origin", origin);
    context.header("Cross-Origin-Resource-Policy", "cross-origin");
    context.header("Vary", "Origin");
    if (context.method().equals(HandlerType.OPTIONS)) {
      context.header("Access-Control-Allow-Methods", "GET, POST");
      context.header("Access-Control-Allow-Headers", "Content-Type");
      context.header("Access-Control-Max-Age", "600");
      context.status(HttpStatus.NO_CONTENT);
      context.skipRemainingHandlers();
    }
  }

  /** Whether this origin is the address under which the browser reached us. */
  static boolean isOwn(Context context, String origin) {
    String host = context.header("Host");
    if (host == null) {
      return false;
    }
    try {
      URI uri = URI.create(origin);
      String scheme = uri.getScheme();
      String authority = uri.getRawAuthority();
      if (authority == null || scheme == null || !scheme.matches("https?")) {
        return false;
      }
      // The scheme may differ from ours behind a proxy that speaks https.
      String port = scheme.equals("https") ? ":443" : ":80";
      return withPort(authority, port).equals(withPort(host, port));
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  /** Whether a request changes nothing. */
  public static boolean isGet(Context context) {
    return context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
  }

  private static String withPort(String authority, String port) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.matches(".*:\\d+") ? lower : lower + port;
  }

  private static String shortened(String origin) {
    return origin.length() <= 100 ? origin : origin.substring(0, 100) + "…";
  }
}
