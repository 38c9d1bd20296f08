package fovea.server.workbench;

import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Values of a layer under the word for them: they never change, so browsers keep them. */
final class ActivationsHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  private final OpenNetworks networks;

  ActivationsHandler(OpenNetworks networks) {
    this.networks = networks;
  }

  /** All maps in little, or the first {@code maps} of them. */
  void sheet(Context context) {
    int most = number(context.queryParam("maps"), Integer.MAX_VALUE);
    send(context, Sheet.of(values(context), Math.max(1, most)));
  }

  /** The exact values of one map, float32 little-endian, row by row; of a vector all. */
  void map(Context context) {
    Tensor values = values(context);
    int maps = values.rank() == 1 ? 1 : values.dimension(0);
    int map = number(context.pathParam("map"), -1);
    if (map < 0 || map >= maps) {
      throw Refusal.notFound("There is no map " + context.pathParam("map") + "; there are " + maps
          + ", counted from 0.");
    }
    int size = values.size() / maps;
    ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.data(), map * size, size);
    send(context, bytes.array());
  }

  private Tensor values(Context context) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = networks.kept(owner, context.pathParam("network"));
    return networks.values(
        networks.open(owner, kept), context.pathParam("layer"), context.pathParam("key"));
  }

  private static void send(Context context, byte[] bytes) {
    context.header("Cache-Control", FOREVER)
        .contentType("application/octet-stream")
        .result(bytes);
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
