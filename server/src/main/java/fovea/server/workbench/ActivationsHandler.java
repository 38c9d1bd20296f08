package fovea.server.workbench;

import fovea.engine.tensor.Tensor;
import fovea.server.http.Refusal;
import fovea.server.http.RequestMemory;
import fovea.server.http.Streamed;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of a layer under the word for them: they never change, so browsers keep them. A word of
 * before an edit is answered with nothing (204): the page asked in the moment of the edit, and shows
 * what it has until it learns more.
 */
final class ActivationsHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  /** As the engine writes its words: the first 128 bits of a digest. */
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

  private final OpenNetworks networks;
  private final NetworkRuns runs;

  ActivationsHandler(OpenNetworks networks, NetworkRuns runs) {
    this.networks = networks;
    this.runs = runs;
  }

  /** All maps in little, or the first {@code maps} of them. */
  void sheet(Context context) {
    int most = number(context.queryParam("maps"), Integer.MAX_VALUE);
    answer(context, values -> context.result(Sheet.of(values, Math.max(1, most))));
  }

  /** The exact values of one map, float32 little-endian, row by row; of a vector all. */
  void map(Context context) {
    answer(context, values -> send(context, values, context.pathParam("map")));
  }

  private static void send(Context context, Tensor values, String wanted) {
    int maps = values.rank() == 1 ? 1 : values.dimension(0);
    int map = number(wanted, -1);
    if (map < 0 || map >= maps) {
      throw Refusal.notFound("There is no map " + wanted + "; there are " + maps
          + ", counted from 0.");
    }
    int size = values.size() / maps;
    long bytes = (long) Float.BYTES * size;
    RequestMemory.hold(context, bytes);
    Streamed.send(context, bytes, to -> values.write(map * size, size, to));
  }

  private void answer(Context context, Consumer<Tensor> sent) {
    String key = context.pathParam("key");
    if (!KEY.matcher(key).matches()) {
      throw Refusal.notFound("There are no values under \"" + key + "\".");
    }
    Optional<Tensor> values = runs.values(
        networks.open(context), context.pathParam("layer"), key);
    if (values.isPresent()) {
      context.header("Cache-Control", FOREVER)
          .contentType("application/octet-stream");
      sent.accept(values.get());
    } else {
      context.status(204);
    }
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
