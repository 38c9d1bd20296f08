package fovea.server.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * A PNG, or the still picture of an animated one, with only the chunks that its pixels need: texts
 * and profiles can unpack to gigabytes. ImageIO compares the transparent colour of some depths after
 * it has widened the samples, so that chunk is kept from it unless the picture has a palette.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
record PngFile(int width, int height, FileBytes essential,
    List<Integer> transparent) implements PictureFile {

  private static final int PALETTE = 3;
  private static final int BEFORE_CHUNKS = 8;

  static PngFile of(FileBytes file) {
    if (!file.says(BEFORE_CHUNKS, "\0\0\0\rIHDR")) {
      file.requireUntil(BEFORE_CHUNKS + 8);
      throw Unreadable.damaged();
    }
    int depth = file.u8(24);
    int colour = file.u8(25);
    ByteArrayOutputStream essential = new ByteArrayOutputStream(file.length());
    essential.writeBytes(file.slice(0, BEFORE_CHUNKS));
    List<Integer> transparent = List.of();
    boolean hasPixels = false;
    String name = "";
    for (long at = BEFORE_CHUNKS; !name.equals("IEND");) {
      long length = file.bigU32(at);
      name = file.name(at + 4);
      byte[] chunk = file.slice(at, 12 + length);
      boolean keeps = switch (name) {
        case "IHDR", "PLTE", "IDAT", "IEND" -> true;
        case "tRNS" -> !hasPixels && colour == PALETTE;
        default -> false;
      };
      if (keeps) {
        requireIntact(chunk, file.bigU32(at + 8 + length));
        essential.writeBytes(chunk);
      }
      hasPixels |= name.equals("IDAT");
      if (name.equals("tRNS") && !hasPixels && transparent.isEmpty()) {
        transparent = key(new FileBytes(chunk), colour, (1 << depth) - 1);
      }
      at += chunk.length;
    }
    if (!hasPixels) {
      throw Unreadable.early();
    }
    return new PngFile(side(file.bigU32(16)), side(file.bigU32(20)),
        new FileBytes(essential.toByteArray()), transparent);
  }

  private static void requireIntact(byte[] chunk, long checksum) {
    CRC32 crc = new CRC32();
    crc.update(chunk, 4, chunk.length - 8);
    if (crc.getValue() != checksum) {
      throw Unreadable.damaged();
    }
  }

  /** The samples of the one transparent grey or colour, of which only the picture's bits count. */
  private static List<Integer> key(FileBytes chunk, int colour, int mask) {
    int samples = colour == 0 ? 1 : 3;
    if ((colour != 0 && colour != 2) || chunk.length() != 12 + 2 * samples) {
      return List.of();
    }
    return IntStream.range(0, samples).mapToObj(i -> chunk.bigU16(8 + 2L * i) & mask).toList();
  }

  private static int side(long pixels) {
    return (int) Math.min(pixels, Integer.MAX_VALUE);
  }

  @Override
  public long workingBytes() {
    return essential.length();
  }

  @Override
  public Picture sampled(int step, Deadline deadline) throws IOException {
    FrameReader reader = new FrameReader("png", essential, width, height);
    return OpaquePixels.of(reader.sampled(step, 0, 0, deadline), transparent);
  }
}
