package fovea.server.workbench;

import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.picture.Folding;
import fovea.engine.tensor.Slice;
import fovea.server.http.Form;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the reader looks at, as the address or a form says it. */
final class Looks {

  /** What the page of a network shows, by {@link OpenNetwork#shown}. */
  private static final String SHOWS = "Fovea-Shows";

  private Looks() {}

  /**
   * The unit that the address names; where it names no layer the address of the page that htmx asks
   * from does, or else the form, which may be older than the layer that the reader is at.
   */
  static Chosen at(Context context, Network network) {
    Map<String, String> page = parameters(context.header("HX-Current-URL"));
    String layer = context.queryParam("layer");
    if (layer == null) {
      layer = Optional.ofNullable(page.get("layer"))
          .orElseGet(() -> Form.of(context).text("layer").orElse(""));
    }
    boolean same = layer.equals(page.get("layer"));
    return network.indexOf(layer) < 0 && !layer.equals(Node.INPUT)
        ? Chosen.layer(first(network))
        : new Chosen(layer,
            number(context.queryParam("map"), same ? page.get("map") : null),
            number(context.queryParam("y"), same ? page.get("y") : null),
            number(context.queryParam("x"), same ? page.get("x") : null),
            weights(context.queryParam("weights"), same ? page.get("weights") : null));
  }

  /** What a page shows whose address ends so, such as {@code ?layer=conv1&map=3}. */
  static Chosen of(String query, Network network) {
    Map<String, String> look = parameters(query);
    String layer = look.getOrDefault("layer", first(network));
    return new Chosen(layer, number(look.get("map"), null), number(look.get("y"), null),
        number(look.get("x"), null), weights(look.get("weights"), null));
  }

  /** Which groups of the picture are folded, by the address or by that of the page. */
  static Folding folding(Context context) {
    String asked = context.queryParam("fold");
    return Folding.parse(asked == null
        ? parameters(context.header("HX-Current-URL")).getOrDefault("fold", "")
        : asked);
  }

  /** That layer, and where the page shows it already the unit that the page shows. */
  static Chosen still(Context context, String layer) {
    Map<String, String> page = parameters(context.header("HX-Current-URL"));
    return layer.equals(page.get("layer"))
        ? new Chosen(layer, number(page.get("map"), null), number(page.get("y"), null),
            number(page.get("x"), null),
            weights(page.get("weights"), null))
        : Chosen.layer(layer);
  }

  /** Whether htmx asks on that page, or below it if it ends with a slash; scripts ask on any. */
  static boolean isOn(String page, Context context) {
    String url = context.header("HX-Current-URL");
    if (url == null) {
      return true;
    }
    try {
      String path = String.valueOf(URI.create(url).getPath());
      return path.equals(page) || (page.endsWith("/") && path.startsWith(page));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** Whether the page that htmx asks on says that it shows just that. */
  static boolean isShown(Context context, OpenNetwork open) {
    return open.shown().equals(context.header(SHOWS));
  }

  /** Whether the page says that it shows another version. */
  static boolean isOutdated(Context context, OpenNetwork open) {
    String shown = context.header(SHOWS);
    return shown != null && !shown.startsWith(open.place().shown());
  }

  /** The layer of a page that names none: the first one, which the eye falls on. */
  private static String first(Network network) {
    return network.nodes().isEmpty() ? Node.INPUT : network.nodes().getFirst().id();
  }

  /** What is not named is the middle, or of maps the liveliest. */
  private static int number(@Nullable String asked, @Nullable String otherwise) {
    String text = asked == null ? otherwise : asked;
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : Chosen.MIDDLE;
  }

  private static String weights(@Nullable String asked, @Nullable String otherwise) {
    String text = asked == null ? otherwise : asked;
    return text == null ? "" : Slice.parse(text).map(Slice::toString).orElse("");
  }

  /** The parameters of an address by name; none if it is no address. */
  static Map<String, String> parameters(@Nullable String url) {
    Map<String, String> parameters = new HashMap<>();
    try {
      String query = url == null ? null : URI.create(url).getQuery();
      for (String pair : query == null ? new String[0] : query.split("&", 20)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    } catch (IllegalArgumentException noAddress) {
      return Map.of();
    }
    return parameters;
  }
}
