package fovea.server.workbench;

import fovea.engine.network.Node;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.RequestBody;
import fovea.server.picture.FittedPicture;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureFit;
import fovea.server.workbench.OpenNetworks.Opened;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frames of a camera: one at a time from each person, looked at by their network and forgotten. What
 * comes back is what the network saw of it and what the chosen layer made of that.
 */
final class LiveHandler {

  /** The longest side of a frame; the network's input is smaller in most cases. */
  private static final int MAX_SIDE = 512;

  private static final String LIMIT = "frame_bytes";

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Set<Owner> busy = ConcurrentHashMap.newKeySet();

  LiveHandler(OpenNetworks networks, NetworkRuns runs) {
    this.networks = networks;
    this.runs = runs;
  }

  /**
   * {@code ?layer=&map=&width=&height=} and red, green and blue, a byte each, row by row. Answers,
   * little-endian: int32 length of the sheet, the sheet, the exact values of the map in float32, then
   * the picture as the network sees it, three bytes a pixel.
   */
  void frame(Context context) {
    Opened opened = networks.open(context);
    if (!busy.add(opened.owner())) {
      throw Refusal.tooOften("live_frames", 1);
    }
    try {
      context.contentType("application/octet-stream").result(answer(context, opened));
    } finally {
      busy.remove(opened.owner());
    }
  }

  private byte[] answer(Context context, Opened opened) {
    String layer = Optional.ofNullable(context.queryParam("layer")).orElse(Node.INPUT);
    if (!layer.equals(Node.INPUT) && opened.reading().layer(layer).isEmpty()) {
      throw Refusal.unusable("Nothing is known of the layer \"" + layer
          + "\" yet; choose another, or repair the network.");
    }
    FittedPicture seen = PictureFit.fit(
        sent(context), opened.kept().network().input(), opened.kept().picture().fit())
        .after(opened.kept().picture().steps());
    Tensor input = seen.tensor(opened.kept().picture().normalisation());
    Tensor values = runs.look(opened, input, layer);
    byte[] sheet = Sheet.of(values, Integer.MAX_VALUE);
    int maps = values.rank() == 1 ? 1 : values.dimension(0);
    int map = Math.min(number(context, "map", 999_999), maps - 1);
    int size = values.size() / maps;
    byte[] picture = seen.rgb();
    ByteBuffer answer = ByteBuffer
        .allocate(Integer.BYTES + sheet.length + size * Float.BYTES + picture.length)
        .order(ByteOrder.LITTLE_ENDIAN);
    answer.putInt(sheet.length).put(sheet);
    answer.asFloatBuffer().put(values.data(), map * size, size);
    answer.position(answer.position() + size * Float.BYTES);
    return answer.put(picture).array();
  }

  private static Picture sent(Context context) {
    int width = number(context, "width", MAX_SIDE);
    int height = number(context, "height", MAX_SIDE);
    if (width < 1 || height < 1) {
      throw Refusal.malformed("A frame has a \"width\" and a \"height\" from 1 to " + MAX_SIDE
          + " pixels.");
    }
    byte[] body = RequestBody.read(context, LIMIT, 3 * width * height);
    if (body.length != 3 * width * height) {
      throw Refusal.malformed("A frame of " + width + " × " + height + " pixels has "
          + 3 * width * height + " bytes, but " + body.length + " came.");
    }
    return Picture.ofRgb(width, height, body);
  }

  /** A number from 0 to the greatest; 0 for none, and for what is larger the refusal. */
  private static int number(Context context, String name, int most) {
    String text = Optional.ofNullable(context.queryParam(name)).orElse("0");
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    if (number > most) {
      throw Refusal.malformed("The \"" + name + "\" of a frame is a whole number up to " + most
          + ", but is \"" + text + "\".");
    }
    return number;
  }
}
