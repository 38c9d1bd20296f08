package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.DoubleSupplier;

/**
 * {@code GET /metrics}: how this server does, for Prometheus. Counts and times only: requests by the route
 * that they took, never by their address, which may say whose something is. Thread-safe.
 */
public final class Metrics implements Handler {

  private static final String NO_ROUTE = "none";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Histogram requests = Histogram.builder()
      .name("fovea_requests_seconds")
      .help("Time from a request's arrival until its answer is made, by route and kind of answer.")
      .unit(Unit.SECONDS)
      .labelNames("method", "route", "status")
      .classicOnly()
      .classicUpperBounds(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10)
      .register(registry);

  public Metrics() {
    JvmMetrics.builder().register(registry);
  }

  /** Has a number told that goes up and down. */
  public void gauge(String name, String help, DoubleSupplier number) {
    GaugeWithCallback.builder().name(name).help(help)
        .callback(callback -> callback.call(number.getAsDouble())).register(registry);
  }

  /** Has a number told that only grows. */
  public void counter(String name, String help, DoubleSupplier number) {
    CounterWithCallback.builder().name(name).help(help)
        .callback(callback -> callback.call(number.getAsDouble())).register(registry);
  }

  /** Notes a request that was answered; streams last as long as a page is open, and are not. */
  public void note(Context context, float millis) {
    String route = route(context);
    if (route.endsWith("/events")) {
      return;
    }
    String status = context.statusCode() / 100 + "xx";
    requests.labelValues(context.method().name(), route, status).observe(millis / 1_000.0);
  }

  /** The route that a request took, as {@code /networks/{network}}. */
  public static String route(Context context) {
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    return endpoint == null ? NO_ROUTE : endpoint.path;
  }

  @Override
  public void handle(Context context) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    context.header("Cache-Control", "no-store").contentType(writer.getContentType())
        .result(text.toByteArray());
  }
}
