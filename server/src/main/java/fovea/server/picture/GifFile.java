package fovea.server.picture;

/**
 * A GIF's first frame on its screen, which is transparent where the frame is not. As browsers do, the
 * screen grows to the frame if that sticks out.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">Graphics Interchange Format, 89a</a>
 */
record GifFile(int width, int height, GifFrame frame) implements PictureFile {

  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xF9;
  private static final int IMAGE = 0x2C;

  static GifFile of(FileBytes file) {
    int flags = file.u8(10);
    int[] palette = palette(file, 13, flags);
    int transparent = -1;
    GifFrame first = null;
    long at = 13 + 3L * palette.length;
    while (true) {
      int block = file.u8(at);
      if (block == EXTENSION) {
        if (first == null && file.u8(at + 1) == CONTROL) {
          transparent = (file.u8(at + 3) & 1) == 1 ? file.u8(at + 6) : -1;
        }
        at = afterBlocks(file, at + 2);
      } else if (block == IMAGE) {
        GifFrame frame = frame(file, at, palette, transparent);
        at = afterBlocks(file, frame.start() + 1);
        first = first == null ? frame : first;
      } else {
        break;
      }
    }
    if (first == null) {
      throw Unreadable.empty();
    }
    return new GifFile(
        Math.max(file.littleU16(6), first.place().right()),
        Math.max(file.littleU16(8), first.place().bottom()), first);
  }

  private static GifFrame frame(FileBytes file, long at, int[] global, int transparent) {
    int flags = file.u8(at + 9);
    int[] local = palette(file, at + 10, flags);
    boolean interlaced = (flags & 0x40) != 0;
    Place place = new Place(file.littleU16(at + 1), file.littleU16(at + 3),
        file.littleU16(at + 5), file.littleU16(at + 7));
    return new GifFrame(file, place, interlaced,
        colours(local.length > 0 ? local : global, transparent), at + 10 + 3L * local.length);
  }

  private static int[] palette(FileBytes file, long at, int flags) {
    boolean isThere = (flags & 0x80) != 0;
    int[] palette = new int[isThere ? 2 << (flags & 7) : 0];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = file.u8(at + 3L * i) << 16 | file.bigU16(at + 3L * i + 1);
    }
    return palette;
  }

  /** All 256 numbers as colours: white for those that have none, and greys where there are none. */
  private static int[] colours(int[] palette, int transparent) {
    int[] colours = new int[256];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = palette.length == 0 ? i * 0x010101 : OpaquePixels.WHITE;
    }
    System.arraycopy(palette, 0, colours, 0, palette.length);
    if (transparent >= 0) {
      colours[transparent] = OpaquePixels.WHITE;
    }
    return colours;
  }

  /** Behind a row of blocks, each with its length in front, of which the last is empty. */
  private static long afterBlocks(FileBytes file, long from) {
    long at = from;
    while (file.u8(at) != 0) {
      at += 1 + file.u8(at);
    }
    return at + 1;
  }

  @Override
  public long workingBytes() {
    return 0;
  }

  @Override
  public Picture sampled(int step, Deadline deadline) {
    Picture canvas = Picture.white(Math.ceilDiv(width, step), Math.ceilDiv(height, step));
    Place place = frame.place();
    frame.draw((row, colours) -> {
      deadline.check();
      int y = place.top() + row;
      if (y % step == 0) {
        for (int x = Math.ceilDiv(place.left(), step); x * step < place.right(); x++) {
          canvas.put(y / step, x, colours[x * step - place.left()]);
        }
      }
    });
    return canvas;
  }
}
