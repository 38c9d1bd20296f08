package fovea.server.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held: the EXIF orientation, 1 to 8, which a decoder does not apply. Only this one
 * number is read from the metadata; everything else in it is never looked at.
 */
enum Orientation {
  UPRIGHT, MIRRORED, UPSIDE_DOWN, UPSIDE_DOWN_MIRRORED, LYING_MIRRORED, LYING_RIGHT, LYING_RIGHT_MIRRORED, LYING_LEFT;

  private static final int TAG = 0x0112;
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;

  /** The orientation that the file states; upright when it states none, or nothing sensible. */
  static Orientation of(PictureFormat format, byte[] file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(file);
      return switch (format) {
        case JPEG -> ofJpeg(bytes);
        case PNG -> ofChunks(bytes, 8, ByteOrder.BIG_ENDIAN, "eXIf");
        case WEBP -> ofChunks(bytes, 12, ByteOrder.LITTLE_ENDIAN, "EXIF");
        case GIF, BMP -> UPRIGHT;
      };
    } catch (IndexOutOfBoundsException brokenMetadata) {
      return UPRIGHT;
    }
  }

  private static Orientation ofJpeg(ByteBuffer file) {
    int at = 2;
    while ((file.get(at) & 0xFF) == 0xFF) {
      int marker = file.get(at + 1) & 0xFF;
      if (marker == START_OF_SCAN) {
        return UPRIGHT;
      }
      int length = file.getShort(at + 2) & 0xFFFF;
      // "Exif" and two zero bytes, then the TIFF structure.
      if (marker == APP1 && file.getInt(at + 4) == 0x45786966) {
        return ofTiff(file.slice(at + 10, length - 8));
      }
      at += marker == 0xFF ? 1 : 2 + length;
    }
    return UPRIGHT;
  }

  /** PNG and WebP are both rows of chunks: a name and a length, in a different order and endian. */
  private static Orientation ofChunks(ByteBuffer file, int start, ByteOrder order, String wanted) {
    boolean png = order == ByteOrder.BIG_ENDIAN;
    int name = ByteBuffer.wrap(wanted.getBytes(StandardCharsets.US_ASCII)).getInt();
    long at = start;
    while (at + 8 <= file.limit()) {
      int chunkName = file.getInt((int) (png ? at + 4 : at));
      long length = file.duplicate().order(order).getInt((int) (png ? at : at + 4)) & 0xFFFFFFFFL;
      if (chunkName == name) {
        return ofTiff(file.slice((int) at + 8, (int) Math.min(length, file.limit() - at - 8)));
      }
      // PNG: a checksum of four bytes follows; WebP: padded to even length.
      at += 8 + (png ? length + 4 : length + length % 2);
    }
    return UPRIGHT;
  }

  private static Orientation ofTiff(ByteBuffer block) {
    // Some WebP writers keep JPEG's "Exif\0\0" in front.
    ByteBuffer tiff = block.getInt(0) == 0x45786966 ? block.slice(6, block.limit() - 6) : block;
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** The picture turned upright. */
  Picture upright(Picture lying) {
    if (this == UPRIGHT) {
      return lying;
    }
    boolean turned = switch (this) {
      case UPRIGHT, MIRRORED, UPSIDE_DOWN, UPSIDE_DOWN_MIRRORED -> false;
      case LYING_MIRRORED, LYING_RIGHT, LYING_RIGHT_MIRRORED, LYING_LEFT -> true;
    };
    int width = turned ? lying.height() : lying.width();
    int height = turned ? lying.width() : lying.height();
    int right = lying.width() - 1;
    int bottom = lying.height() - 1;
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = switch (this) {
          case UPRIGHT -> at(lying, y, x);
          case MIRRORED -> at(lying, y, right - x);
          case UPSIDE_DOWN -> at(lying, bottom - y, right - x);
          case UPSIDE_DOWN_MIRRORED -> at(lying, bottom - y, x);
          case LYING_MIRRORED -> at(lying, x, y);
          case LYING_RIGHT -> at(lying, bottom - x, y);
          case LYING_RIGHT_MIRRORED -> at(lying, bottom - x, right - y);
          case LYING_LEFT -> at(lying, x, right - y);
        };
        pixels[y * width + x] = from;
      }
    }
    return new Picture(width, height, pixels);
  }

  private static int at(Picture picture, int y, int x) {
    return picture.pixels()[y * picture.width() + x];
  }
}
