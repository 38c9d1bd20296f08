package fovea.server.picture;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A WebP: a frame as large as its canvas, or an animation, whose first frame may be smaller.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649">RFC 9649, WebP Image Format</a>
 */
record WebpFile(int width, int height, WebpFrame frame) implements PictureFile {

  private static final int FIRST_CHUNK = 12;
  private static final int FRAME_HEADER = 16;

  static WebpFile of(FileBytes file) {
    long end = 8 + file.littleU32(4);
    file.requireUntil(end);
    Place canvas = null;
    Place place = null;
    Map<String, FileBytes> others = new HashMap<>();
    for (long at = FIRST_CHUNK; at < end;) {
      String name = file.name(at);
      long start = at + 8;
      long length = file.littleU32(at + 4);
      file.requireUntil(start + length);
      // Each chunk fills an even number of bytes.
      at = start + length + length % 2;
      switch (name) {
        case "VP8X" -> canvas = new Place(0, 0, side(file, start + 4), side(file, start + 7));
        case "ANMF" -> {
          place = new Place(2 * file.littleU24(start), 2 * file.littleU24(start + 3),
              side(file, start + 6), side(file, start + 9));
          at = start + FRAME_HEADER;
        }
        case "ICCP", "ALPH" -> others.put(name, new FileBytes(file.slice(start, length)));
        case "VP8 ", "VP8L" -> {
          FileBytes pixels = new FileBytes(file.slice(start, length));
          return of(canvas, place, WebpFrame.of(name.equals("VP8L"), pixels, others));
        }
        default -> {
          // Metadata, and what is yet to be invented.
        }
      }
    }
    throw Unreadable.early();
  }

  private static int side(FileBytes file, long at) {
    return file.littleU24(at) + 1;
  }

  private static WebpFile of(
      @Nullable Place statedCanvas, @Nullable Place statedPlace, WebpFrame frame) {
    Place canvas = statedCanvas == null ? frame.place() : statedCanvas;
    Place place = statedPlace == null ? canvas : statedPlace;
    if (place.width() != frame.place().width() || place.height() != frame.place().height()
        || place.right() > canvas.width() || place.bottom() > canvas.height()) {
      throw Unreadable.damaged();
    }
    return new WebpFile(canvas.width(), canvas.height(), frame.at(place));
  }

  @Override
  public long workingBytes() {
    return frame.workingBytes();
  }

  @Override
  public Picture sampled(int step, Deadline deadline) throws IOException {
    Place place = frame.place();
    int fromX = Math.floorMod(-place.left(), step);
    int fromY = Math.floorMod(-place.top(), step);
    Picture canvas = Picture.white(Math.ceilDiv(width, step), Math.ceilDiv(height, step));
    if (fromX < place.width() && fromY < place.height()) {
      canvas.put(Math.ceilDiv(place.top(), step), Math.ceilDiv(place.left(), step),
          frame.sampled(step, fromX, fromY, deadline));
    }
    return canvas;
  }
}
