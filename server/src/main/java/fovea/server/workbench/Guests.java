package fovea.server.workbench;

import fovea.server.http.Form;
import fovea.server.http.Origins;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.storage.PairStore;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.regex.Pattern;

/**
 * Lets somebody who works with a classmate do with the classmate's network what builds and shows it; to
 * share, delete or rename it is left to whose it is. Thread-safe.
 */
final class Guests implements Handler {

  private static final Pattern BUILDING = Pattern
      .compile("/networks/\\w+(?:/(?:layers|blocks|selection"
          + "|repairs|weights|picture|live|input\\.png|run|activations|undo|redo|versions|overview"
          + "|overview\\.svg|principles|import|table|table\\.\\w+|export|document\\.json)(?:/.*)?)?");

  private final PairStore pairs;

  Guests(PairStore pairs) {
    this.pairs = pairs;
  }

  @Override
  public void handle(Context context) {
    Session session = Session.of(context);
    pairs.host(session.owner(), context.pathParam("network")).ifPresent(host -> {
      boolean isOfAll = context.path().matches("/networks/\\w+");
      if (!BUILDING.matcher(context.path()).matches()
          || (isOfAll && context.method().equals(HandlerType.DELETE))
          || (isOfAll && !Origins.isGet(context) && Form.of(context).text("name").isPresent())) {
        throw Refusal.unusable(Replies.words(context).say("room.pair.theirs"));
      }
      session.actFor(host, context);
    });
  }
}
