package fovea.server;

import fovea.server.api.AnalyzeCall;
import fovea.server.api.ApiPage;
import fovea.server.api.EffectiveFieldCall;
import fovea.server.api.ExplainUnitCall;
import fovea.server.api.ExportCall;
import fovea.server.api.Health;
import fovea.server.api.NetworkRequests;
import fovea.server.api.OpenApi;
import fovea.server.api.Ready;
import fovea.server.api.RunCall;
import fovea.server.api.RunInputs;
import fovea.server.api.TrainCall;
import fovea.server.api.ZooCalls;
import fovea.server.http.Csrf;
import fovea.server.http.GivesWay;
import fovea.server.http.InFlight;
import fovea.server.http.Introduction;
import fovea.server.http.Language;
import fovea.server.http.Origins;
import fovea.server.http.QuietRefusals;
import fovea.server.http.RateLimits;
import fovea.server.http.RequestMemory;
import fovea.server.http.SecurityHeaders;
import fovea.server.http.Session;
import fovea.server.http.StaticFiles;
import fovea.server.room.Rooms;
import fovea.server.storage.RoomStore;
import fovea.server.storage.ShareStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every address that Fovea answers, on one screen; those of the workbench are its own screen. */
final class Routes {

  /** All requests and their answers together: a twelfth of the heap, as what comes is copied twice. */
  private static final long REQUEST_MEMORY_BYTES = Runtime.getRuntime().maxMemory() / 12;

  private static final Set<String> NO_PAGES = Set.of("/favicon.ico", "/ready", "/metrics");

  private static final Pattern SHARED = Pattern
      .compile("/(?:(?:shared|embed)/(\\w{1,64})|rooms/(\\w{1,64}))");

  private Routes() {}

  static void add(RoutesConfig routes, App.Parts parts) {
    Csrf csrf = new Csrf();
    RateLimits rateLimits = new RateLimits(parts.settings().changesPerSecond());
    RequestMemory memory = new RequestMemory(REQUEST_MEMORY_BYTES);
    NetworkRequests requests = new NetworkRequests(memory.share());
    RunInputs inputs = new RunInputs(parts.decoder());
    routes.before(new SecurityHeaders());
    routes.before(memory);
    GivesWay givesWay = new GivesWay();
    routes.before(Rooms.NOW, givesWay);
    routes.after(Rooms.NOW, givesWay::end);
    InFlight inFlight = parts.inFlight();
    routes.before(context -> {
      if (isAwaited(context)) {
        inFlight.handle(context);
      }
    });
    routes.after(inFlight::end);
    routes.before("/api/v1/*", new Origins(parts.settings().allowedOrigins()));
    routes.before(context -> {
      if (isPage(context)) {
        parts.sessions().handle(context);
        parts.owners().seen(Session.of(context).owner(), Instant.now());
        keepShared(context, parts);
        parts.rooms().attach(context);
        csrf.handle(context);
        rateLimits.handle(context);
        Language.keepAsked(context);
      }
    });

    routes.after(Routes::holdAnswer);
    routes.after(new QuietRefusals());

    routes.get("/static/<path>", new StaticFiles());
    // Browsers ask for it beside every file that names none, such as a picture.
    routes.get("/favicon.ico",
        context -> context.redirect(StaticFiles.ADDRESS + "/brand/mark.svg"));
    routes.post("/language", new Language());
    routes.post("/introduction", new Introduction());
    parts.learn().addTo(routes);
    parts.workbench().addTo(routes);
    parts.rooms().addTo(routes);
    parts.sets().addTo(routes);
    parts.experiments().addTo(routes);

    routes.get("/api/v1/health", new Health());
    routes.get("/ready", new Ready(parts.database()::isThere));
    routes.get("/metrics", parts.metrics());
    routes.get("/api/v1/zoo", ZooCalls::list);
    routes.get("/api/v1/zoo/{name}", ZooCalls::network);
    routes.post("/api/v1/analyze", new AnalyzeCall());
    routes.post("/api/v1/run", new RunCall(parts.runs(), inputs, requests));
    routes.post("/api/v1/explain/unit", new ExplainUnitCall(parts.runs(), inputs, requests));
    routes.post("/api/v1/explain/effective_field",
        new EffectiveFieldCall(parts.runs(), parts.fields(), inputs, requests));
    routes.post("/api/v1/export/{format}", new ExportCall(parts.exports(), requests));
    routes.post("/api/v1/train", new TrainCall(parts.trainings(), requests));
    routes.get("/api/v1/openapi.json", new OpenApi());
    routes.get("/api", new ApiPage(parts.pages()));
  }

  /** Files lie in memory once, for everybody. */
  private static void holdAnswer(Context context) {
    if (!context.path().startsWith("/static/")) {
      RequestMemory.holdAnswer(context);
    }
  }

  /** What is shared is kept as long as somebody looks at it, whoever that is. */
  private static void keepShared(Context context, App.Parts parts) {
    Matcher shared = SHARED.matcher(context.path());
    if (shared.matches()) {
      parts.owners().seen(shared.group(1) == null
          ? RoomStore.ownerOf(shared.group(2))
          : ShareStore.ownerOf(shared.group(1)), Instant.now());
    }
  }

  /** Somebody waits for what they have clicked; scripts ask for what moves, and streams have no end. */
  private static boolean isAwaited(Context context) {
    String path = context.path();
    return isPage(context) && !path.endsWith("/now") && !path.endsWith("/events");
  }

  /** What people open has a session; files and calls of programs do without. */
  private static boolean isPage(Context context) {
    String path = context.path();
    return !path.startsWith("/static/") && !path.startsWith("/api/v1/")
        && !NO_PAGES.contains(path);
  }
}
