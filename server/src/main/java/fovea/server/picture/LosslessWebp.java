package fovea.server.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes lossless WebP, which ImageIO's decoder does five times slower and without an end: a few bytes
 * are enough for any number of pixels.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-3">RFC 9649, 3</a>
 */
final class LosslessWebp {

  private static final int MAX_CACHE_BITS = 11;
  /** Encoders use up to 2,600. */
  private static final int MAX_GROUPS = 8_192;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int CHECKED_EVERY = 1 << 14;

  /** Where the 120 nearest pixels are: rows above, and 8 less the columns to the left. */
  private static final String NEAR = "1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03"
      + "5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f"
      + "646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070";

  private final LittleBits bits;
  private final Deadline deadline;

  /** The codes for one part of the picture. */
  private record Group(
      PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance,
      boolean isPlain) {

    Group(PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha,
        PrefixCode distance) {
      // Such a part is of one colour and takes no bits: any number of pixels, for nothing.
      this(green, red, blue, alpha, distance, green.isSingle() && red.isSingle()
          && blue.isSingle() && alpha.isSingle() && green.single() < 256);
    }

    int colour() {
      return alpha.single() << 24 | red.single() << 16 | green.single() << 8 | blue.single();
    }
  }

  private LosslessWebp(FileBytes file, long from, Deadline deadline) {
    this.bits = new LittleBits(file, from);
    this.deadline = deadline;
  }

  /**
   * The pixels, {@code 0xAARRGGBB}, row by row.
   *
   * @param from where the list of transforms begins
   */
  static int[] decode(FileBytes file, long from, int width, int height, Deadline deadline) {
    return new LosslessWebp(file, from, deadline).picture(width, height);
  }

  private int[] picture(int width, int height) {
    List<WebpTransform> transforms = new ArrayList<>();
    int packedWidth = width;
    while (bits.takeFlag()) {
      WebpTransform transform = transform(packedWidth, height);
      boolean again = transforms.stream().anyMatch(known -> known.kind() == transform.kind());
      if (again) {
        throw Unreadable.damaged();
      }
      transforms.add(transform);
      packedWidth = transform.packedWidth();
    }
    int[] pixels = pixels(packedWidth, height, true);
    for (WebpTransform transform : transforms.reversed()) {
      pixels = transform.undo(pixels, height, deadline);
    }
    return pixels;
  }

  private WebpTransform transform(int width, int height) {
    WebpTransform.Kind kind = switch (bits.take(2)) {
      case 0 -> WebpTransform.Kind.PREDICTOR;
      case 1 -> WebpTransform.Kind.COLOUR;
      case 2 -> WebpTransform.Kind.GREEN;
      default -> WebpTransform.Kind.PALETTE;
    };
    return switch (kind) {
      case PREDICTOR, COLOUR -> {
        int blockBits = 2 + bits.take(3);
        int across = Math.ceilDiv(width, 1 << blockBits);
        int down = Math.ceilDiv(height, 1 << blockBits);
        yield new WebpTransform(kind, width, blockBits, pixels(across, down, false));
      }
      case GREEN -> new WebpTransform(kind, width, 0, new int[0]);
      case PALETTE -> {
        int colours = 1 + bits.take(8);
        int packed = colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3;
        yield new WebpTransform(kind, width, packed, pixels(colours, 1, false));
      }
    };
  }

  /** A picture, or one of the small ones that say how to read it. */
  private int[] pixels(int width, int height, boolean isPicture) {
    int cacheBits = bits.takeFlag() ? bits.take(4) : 0;
    if (cacheBits > MAX_CACHE_BITS) {
      throw Unreadable.damaged();
    }
    int blockBits = 0;
    int[] parts = {};
    int groups = 1;
    if (isPicture && bits.takeFlag()) {
      blockBits = 2 + bits.take(3);
      parts = pixels(Math.ceilDiv(width, 1 << blockBits), Math.ceilDiv(height, 1 << blockBits),
          false);
      for (int i = 0; i < parts.length; i++) {
        parts[i] = parts[i] >>> 8 & 0xFFFF;
        groups = Math.max(groups, parts[i] + 1);
      }
    }
    if (groups > MAX_GROUPS) {
      throw Unreadable.rare();
    }
    Group[] codes = new Group[groups];
    for (int i = 0; i < groups; i++) {
      deadline.check();
      codes[i] = new Group(
          PrefixCode.read(bits, 256 + LENGTHS + (cacheBits == 0 ? 0 : 1 << cacheBits)),
          PrefixCode.read(bits, 256), PrefixCode.read(bits, 256), PrefixCode.read(bits, 256),
          PrefixCode.read(bits, DISTANCES));
    }
    return pixels(width, height, cacheBits, codes, blockBits, parts);
  }

  private int[] pixels(
      int width, int height, int cacheBits, Group[] groups, int blockBits, int[] parts) {
    int[] pixels = new int[width * height];
    int[] cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
    int partsAcross = Math.ceilDiv(width, 1 << blockBits);
    int cached = 0;
    int checked = 0;
    Group group = groups[0];
    for (int i = 0; i < pixels.length;) {
      if (i >= checked) {
        deadline.check();
        checked = i + CHECKED_EVERY;
      }
      if (parts.length > 0) {
        group = groups[parts[((i / width) >> blockBits) * partsAcross
            + ((i % width) >> blockBits)]];
      }
      if (group.isPlain()) {
        int end = parts.length == 0
            ? Math.min(pixels.length, i + CHECKED_EVERY)
            : i + Math.min(width - i % width, (1 << blockBits) - (i % width) % (1 << blockBits));
        Arrays.fill(pixels, i, end, group.colour());
        i = end;
        continue;
      }
      int symbol = group.green().next(bits);
      if (symbol < 256) {
        int red = group.red().next(bits);
        int blue = group.blue().next(bits);
        pixels[i++] = group.alpha().next(bits) << 24 | red << 16 | symbol << 8 | blue;
      } else if (symbol < 256 + LENGTHS) {
        int length = number(symbol - 256);
        int back = distance(number(group.distance().next(bits)), width);
        if (back > i || length > pixels.length - i) {
          throw Unreadable.damaged();
        }
        for (int end = i + length; i < end; i++) {
          pixels[i] = pixels[i - back];
        }
      } else {
        // What the cache should know by now.
        for (; cached < i; cached++) {
          cache[hash(pixels[cached], cacheBits)] = pixels[cached];
        }
        pixels[i++] = cache[symbol - 256 - LENGTHS];
      }
    }
    return pixels;
  }

  private static int hash(int pixel, int cacheBits) {
    return (0x1E35A7BD * pixel) >>> (32 - cacheBits);
  }

  /** Lengths and distances: their size as a symbol, their lower bits as they stand. */
  private int number(int symbol) {
    if (symbol < 4) {
      return symbol + 1;
    }
    int further = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << further) + bits.take(further) + 1;
  }

  private static int distance(int code, int width) {
    if (code > NEAR.length() / 2) {
      return code - NEAR.length() / 2;
    }
    int place = Integer.parseInt(NEAR, 2 * code - 2, 2 * code, 16);
    return Math.max(1, (place >> 4) * width + 8 - (place & 15));
  }
}
