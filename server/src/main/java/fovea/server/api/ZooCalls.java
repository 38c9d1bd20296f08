package fovea.server.api;

import fovea.engine.format.NetworkDocument;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Refusal;
import io.javalin.http.Context;
import java.util.NoSuchElementException;

/** {@code GET /api/v1/zoo} and {@code GET /api/v1/zoo/{name}}: the published networks. */
public final class ZooCalls {

  private ZooCalls() {}

  /** What there is. */
  public static void list(Context context) {
    context.json(Zoo.entries());
  }

  /** One network's document. */
  public static void network(Context context) {
    String name = context.pathParam("name");
    try {
      AnalyzeCall.send(
          context, 200, "application/json", NetworkDocument.json(Zoo.network(name)));
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("The zoo has no network of that name; GET /api/v1/zoo lists them.");
    }
  }
}
