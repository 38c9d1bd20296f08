package fovea.server;

import fovea.server.api.Health;
import fovea.server.http.Csrf;
import fovea.server.http.Origins;
import fovea.server.http.RateLimits;
import fovea.server.http.SecurityHeaders;
import fovea.server.http.Sessions;
import fovea.server.http.StaticFiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Every address that Fovea answers, on one screen. */
final class Routes {

  private Routes() {}

  static void add(RoutesConfig routes, Settings settings) {
    Sessions sessions = new Sessions();
    Csrf csrf = new Csrf();
    RateLimits rateLimits = new RateLimits();
    routes.before(new SecurityHeaders());
    routes.before("/api/v1/*", new Origins(settings.allowedOrigins()));
    routes.before(context -> {
      if (isPage(context)) {
        sessions.handle(context);
        csrf.handle(context);
        rateLimits.handle(context);
      }
    });

    routes.get("/static/<path>", new StaticFiles());

    routes.get("/api/v1/health", new Health());
  }

  /** What people open has a session; files and calls of programs do without. */
  private static boolean isPage(Context context) {
    String path = context.path();
    return !path.startsWith("/static/") && !path.startsWith("/api/v1/");
  }
}
