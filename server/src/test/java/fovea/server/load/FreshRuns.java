package fovea.server.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fovea.server.TestServer.Parts;
import fovea.server.load.Pupil.Answer;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/**
 * Runs of one network on pictures that nobody has seen before, so that nothing of them is remembered. The
 * pictures are small, since who sends them shares the machine with who computes. Thread-safe.
 */
final class FreshRuns {

  private static final int SIDE = 16;
  private static final byte[] PICTURE = PictureFiles.file("bmp",
      new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB));
  /** Behind the headers of a bitmap. */
  private static final int PIXELS = 54;
  /** A black picture differs in few of its pixels from the next. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** The whole form but the pixels. */
  private final byte[] form;
  private final int pixels;

  /** Of a network of the zoo. */
  FreshRuns(Pupil caller, String zoo) {
    this.form = new Parts().file("image", PICTURE)
        .field("network", caller.get("/api/v1/zoo/" + zoo).text()).bytes();
    this.pixels = new String(form, ISO_8859_1).indexOf("BM") + PIXELS;
  }

  /** Asks for the run of that number, of which there is one, and waits for the answer. */
  Answer send(Lines lines, long number) {
    byte[] body = form.clone();
    ByteBuffer picture = ByteBuffer.wrap(body, pixels, 3 * SIDE * SIDE);
    for (long left = number; picture.hasRemaining(); left++) {
      picture.putLong(left * SPREAD);
    }
    return lines.post("/api/v1/run", Parts.CONTENT_TYPE, body);
  }
}
