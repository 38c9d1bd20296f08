package fovea.server;

import fovea.server.api.Health;
import fovea.server.http.SecurityHeaders;
import fovea.server.http.StaticFiles;
import io.javalin.config.RoutesConfig;

/** Every address that Fovea answers, on one screen. */
final class Routes {

  private Routes() {}

  static void add(RoutesConfig routes) {
    routes.before(new SecurityHeaders());

    routes.get("/static/<path>", new StaticFiles());

    routes.get("/api/v1/health", new Health());
  }
}
