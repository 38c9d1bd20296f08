package fovea.server.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A JPEG, known by its markers. A progressive one is decoded once for each of its scans, of which a
 * few bytes are enough for a whole picture, and keeps all its coefficients in memory.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
record JpegFile(int width, int height, long workingBytes, FileBytes file) implements PictureFile {

  /** Encoders write about ten; those that search for the shortest file up to 64. */
  private static final int MAX_SCANS = 100;

  /** Scans times pixels; the largest picture that we take may have 15 of them. */
  private static final long MAX_SCANNED = 1_000_000_000;

  private static final int COEFFICIENT_BYTES = 2;

  /** Where its size stands: behind marker and length, a byte of precision. */
  private record Frame(int width, int height, boolean isProgressive, long coefficients) {}

  static JpegFile of(FileBytes file) {
    Frame frame = null;
    int scans = 0;
    long[] rough = new long[256];
    long at = 2;
    while (true) {
      at = marker(file, at);
      int marker = file.u8(at++);
      if (marker == 0xD9) {
        break;
      }
      // Markers that stand alone: restarts and fillers.
      if (marker < 0x02 || (marker >= 0xD0 && marker <= 0xD8)) {
        continue;
      }
      if (isStartOfFrame(marker) && frame == null) {
        frame = frame(file, marker, at);
      }
      if (marker == 0xDA) {
        scans++;
        refine(rough, file, at);
      }
      at += file.bigU16(at);
    }
    if (frame == null || scans == 0) {
      throw Unreadable.damaged();
    }
    if (Arrays.stream(rough).anyMatch(coefficients -> coefficients != 0)) {
      throw Unreadable.early();
    }
    if (scans > MAX_SCANS || (long) scans * frame.width() * frame.height() > MAX_SCANNED) {
      throw Unreadable.tooManyScans(scans);
    }
    boolean keepsAll = frame.isProgressive() || scans > 1;
    return new JpegFile(frame.width(), frame.height(),
        keepsAll ? COEFFICIENT_BYTES * frame.coefficients() : 0, file);
  }

  /** Where the next marker's code stands; compressed data escape their own 0xFF with a zero. */
  private static long marker(FileBytes file, long from) {
    long at = from;
    while (true) {
      while (file.u8(at) != 0xFF) {
        at++;
      }
      while (file.u8(at) == 0xFF) {
        at++;
      }
      if (file.u8(at) != 0) {
        return at;
      }
    }
  }

  /**
   * Notes which coefficients a scan leaves without their last bits; the other scans must bring those.
   *
   * @param rough for each component's number, a bit for each of its 64 coefficients
   */
  private static void refine(long[] rough, FileBytes file, long at) {
    int components = file.u8(at + 2);
    long band = at + 3 + 2L * components;
    int first = file.u8(band) & 63;
    int last = file.u8(band + 1) & 63;
    boolean isLast = (file.u8(band + 2) & 15) == 0;
    long coefficients = (-1L << first) & (-1L >>> (63 - last));
    for (int c = 0; c < components; c++) {
      int component = file.u8(at + 3 + 2L * c);
      rough[component] = isLast
          ? rough[component] & ~coefficients
          : rough[component] | coefficients;
    }
  }

  private static boolean isStartOfFrame(int marker) {
    // Huffman tables, an extension and arithmetic conditioning have their numbers in between.
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static Frame frame(FileBytes file, int marker, long at) {
    boolean isLossyHuffman = marker <= 0xC2;
    if (!isLossyHuffman || file.u8(at + 2) != 8) {
      throw Unreadable.rare();
    }
    int height = file.bigU16(at + 3);
    int width = file.bigU16(at + 5);
    int components = file.u8(at + 7);
    int widest = 1;
    int sampled = 0;
    for (int c = 0; c < components; c++) {
      int sampling = file.u8(at + 9 + 3L * c);
      sampled += (sampling >> 4) * (sampling & 15);
      widest = Math.max(widest, (sampling >> 4) * (sampling & 15));
    }
    return new Frame(width, height, marker == 0xC2, (long) width * height * sampled / widest);
  }

  @Override
  public Picture sampled(int step, Deadline deadline) throws IOException {
    FrameReader reader = new FrameReader("jpeg", file, width, height);
    return OpaquePixels.of(reader.sampled(step, 0, 0, deadline), List.of());
  }
}
