package fovea.server.picture;

import java.io.IOException;
import java.util.List;

/**
 * A Windows bitmap with pixels of its own. A BMP may also wrap a PNG or a JPEG, for printers: nobody
 * shows those, and their size would have to be believed.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/gdi/bitmap-storage">Bitmap storage</a>
 */
record BmpFile(int width, int height, long workingBytes, FileBytes file) implements PictureFile {

  private static final int OS2_HEADER = 12;

  private static final int BITS = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int MASKS = 3;
  private static final int ALPHA_MASKS = 6;

  static BmpFile of(FileBytes file) {
    file.requireUntil(file.littleU32(2));
    long pixels = file.littleU32(10);
    long header = file.littleU32(14);
    boolean isOs2 = header == OS2_HEADER;
    if (!isOs2 && header < 40) {
      throw Unreadable.damaged();
    }
    int width = isOs2 ? file.littleU16(18) : (int) file.littleU32(18);
    // A negative height says that the rows stand from top to bottom.
    int signedHeight = isOs2 ? file.littleU16(20) : (int) file.littleU32(22);
    int height = Math.abs(Math.max(signedHeight, -Integer.MAX_VALUE));
    int bits = file.littleU16(isOs2 ? 24 : 28);
    int compression = isOs2 ? 0 : (int) file.littleU32(30);
    boolean hasRuns = compression == RLE8 || compression == RLE4;
    if (hasRuns) {
      requireEndOfRuns(file, pixels, compression == RLE4, height);
    } else if (compression == BITS || compression == MASKS || compression == ALPHA_MASKS) {
      long rowBytes = ((long) width * bits + 31) / 32 * 4;
      file.requireUntil(pixels + rowBytes * height);
    } else {
      throw Unreadable.rare();
    }
    return new BmpFile(width, height, hasRuns ? (long) width * height : 0, file);
  }

  /** Walks over the runs to the mark that ends them, or to the end of the last row. */
  private static void requireEndOfRuns(FileBytes file, long pixels, boolean halves, int height) {
    int rows = 0;
    for (long at = pixels; rows < height; at += 2) {
      int value = file.u8(at + 1);
      if (file.u8(at) != 0) {
        continue;
      }
      switch (value) {
        case 0 -> rows++;
        case 1 -> {
          return;
        }
        case 2 -> {
          rows += file.u8(at + 3);
          at += 2;
        }
        // So many pixels as they stand, in whole pairs of bytes.
        default -> at += 2L * Math.ceilDiv(halves ? Math.ceilDiv(value, 2) : value, 2);
      }
    }
  }

  @Override
  public Picture sampled(int step, Deadline deadline) throws IOException {
    FrameReader reader = new FrameReader("bmp", file, width, height);
    return OpaquePixels.of(reader.sampled(step, 0, 0, deadline), List.of());
  }
}
