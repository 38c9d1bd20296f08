package fovea.server.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Files that somebody might send instead of a picture: twenty classes of ten and more, each small, made
 * by code and always the same. Each is to be refused or to give a clean picture, within a second.
 */
public final class BadPictures {

  private static final int[] COLOURS = {0, 0xFF0000, 0xFF00, 0xFF, 0x808080, 1, 2, 3};
  private static final int EACH = 12;
  private static final String[] KINDS = {
    "png", "jpeg", "progressive", "gif", "bmp", "lossless webp", "lossy webp"};

  /** 64 MB of nothing, packed. */
  private static final byte[] BOMB = PngFiles.deflated(new byte[64 << 20]);

  private BadPictures() {}

  /** The files by the name of their class. */
  public static Map<String, List<byte[]>> byClass() {
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    for (String kind : KINDS) {
      byte[] whole = whole(kind);
      files.put(kind + " cut short", each(i -> Arrays.copyOf(whole, whole.length * i / EACH)));
      files.put(kind + " with bytes of chance", each(i -> scratched(whole, i)));
    }
    files.put("not a picture", each(BadPictures::other));
    files.put("larger than every limit", each(BadPictures::huge));
    files.put("scans without end", each(i -> manyScans(2_000 + i, 4_000)));
    files.put("a png that unpacks to BOMBs", each(BadPictures::pngBomb));
    files.put("a gif of thousands of frames", each(BadPictures::manyFrames));
    files.put("a gif that unpacks to 64 megapixels", each(i -> flatGif(8_000 - i, 8_000)));
    files.put("a webp of no bits", each(i -> WebpFiles.flat(3_900 + i, 4_000)));
    files.put("a bmp that wraps another file", each(BadPictures::wrapped));
    files.put("a bmp of runs", each(BadPictures::runs));
    files.put("a container in itself", each(BadPictures::nested));
    return files;
  }

  private static List<byte[]> each(IntFunction<byte[]> file) {
    return IntStream.range(0, EACH).mapToObj(file).toList();
  }

  /** A good file of a kind, from which the bad ones are made. */
  static byte[] whole(String kind) {
    return whole(kind, PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 48, 32));
  }

  /** A good file of which every byte counts. */
  static byte[] noise(String kind) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, random.nextInt(0x1000000));
    }
    return whole(kind, image);
  }

  private static byte[] whole(String kind, BufferedImage image) {
    return switch (kind) {
      case "gif" -> GifFiles.file(image.getWidth(), image.getHeight(), COLOURS,
          new GifFiles.Frame(0, 0, numbers(image), -1, false));
      case "lossless webp" -> WebpFiles.LOSSLESS;
      case "lossy webp" -> WebpFiles.LOSSY_CLEAR;
      case "progressive" -> progressive(image);
      default -> PictureFiles.file(kind, image);
    };
  }

  private static int[][] numbers(BufferedImage image) {
    int[][] numbers = new int[image.getHeight()][image.getWidth()];
    for (int y = 0; y < numbers.length; y++) {
      for (int x = 0; x < numbers[y].length; x++) {
        numbers[y][x] = image.getRGB(x, y) & 7;
      }
    }
    return numbers;
  }

  static byte[] progressive(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  /** The file without some of its last pixels, but with all that a container needs to be whole. */
  static byte[] ended(String kind, byte[] whole, int missing) {
    int packaging = switch (kind) {
      case "png" -> 16;
      case "gif" -> 2;
      default -> 0;
    };
    byte[] cut = Arrays.copyOf(whole, (whole.length - packaging - missing) & ~1);
    return switch (kind) {
      case "png" -> {
        byte[] head = Arrays.copyOf(cut, 33);
        byte[] packed = Arrays.copyOfRange(cut, 41, cut.length);
        yield joined(head, PngFiles.chunk("IDAT", packed), PngFiles.chunk("IEND", new byte[0]));
      }
      // The length of its one block stands behind header, palette, control, frame and code size.
      case "gif" -> {
        int block = 13 + 24 + 8 + 10 + 1;
        cut[block] = (byte) (cut.length - block - 1);
        yield joined(cut, new byte[]{0, 0x3B});
      }
      case "lossless webp" -> littleInts(littleInts(cut, 4, cut.length - 8), 16, cut.length - 20);
      case "lossy webp" -> littleInts(littleInts(cut, 4, cut.length - 8), 62, cut.length - 66);
      default -> joined(cut, new byte[]{(byte) 0xFF, (byte) 0xD9});
    };
  }

  private static byte[] scratched(byte[] whole, int seed) {
    Random random = new Random(seed);
    byte[] file = whole.clone();
    for (int i = 0; i <= seed; i++) {
      file[8 + random.nextInt(file.length - 8)] = (byte) random.nextInt(256);
    }
    return file;
  }

  private static byte[] other(int i) {
    String[] texts = {
      "", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "II*\0", "MM\0*", "PK\3\4", "BM",
      "GIF89a", "RIFF\0\0\0\0WEBP", "\u00ff\u00d8\u00ff", "\0\0\1\0\1\0", "\0\0\0\30ftypheic"};
    return latin1(texts[i]);
  }

  private static byte[] huge(int i) {
    int side = 16_385 + 4_000 * i;
    return switch (i % 4) {
      case 0 -> PictureFiles.claimingPng(side, 8_001);
      case 1 -> flatGif(side, 8_001);
      case 2 -> littleInts(whole("bmp"), 18, side, 8_001);
      default -> littleInts(whole("lossless webp"), 21, 0x0FFFFFFF);
    };
  }

  static byte[] littleInts(byte[] whole, int at, int... values) {
    ByteBuffer file = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      file.putInt(at + 4 * i, values[i]);
    }
    return file.array();
  }

  /** A progressive JPEG of one component whose scans refine what is zero, in a few bytes each. */
  static byte[] manyScans(int scans, int side) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] small = progressive(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY));
    int frame = indexOf(small, 0xC2);
    ByteBuffer.wrap(small).putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
    int firstScan = indexOf(small, 0xDA);
    file.write(small, 0, firstScan);
    // A table of one code: one bit that says "32,767 blocks of nothing", with 14 bits behind it.
    file.writeBytes(
        new byte[]{(byte) 0xFF, (byte) 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, (byte) 0xE0});
    byte[] nothing = new byte[2 * (side * side / 64 / 16_384 + 1)];
    for (int scan = 0; scan < scans; scan++) {
      file.writeBytes(new byte[]{(byte) 0xFF, (byte) 0xDA, 0, 8, 1, small[frame + 10], 0, 1, 63,
        (byte) (scan == 0 ? 1 : 0x10)});
      file.writeBytes(nothing);
    }
    file.writeBytes(new byte[]{(byte) 0xFF, (byte) 0xD9});
    return file.toByteArray();
  }

  private static int indexOf(byte[] file, int marker) {
    int at = 0;
    while ((file[at] & 0xFF) != 0xFF || (file[at + 1] & 0xFF) != marker) {
      at++;
    }
    return at;
  }

  private static byte[] pngBomb(int i) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] good = whole("png");
    file.write(good, 0, 33);
    switch (i % 4) {
      case 0 -> file.writeBytes(PngFiles.chunk("zTXt", joined(latin1("a\0\0"), BOMB)));
      case 1 -> file.writeBytes(PngFiles.chunk("iCCP", joined(latin1("a\0\0"), BOMB)));
      case 2 -> file.writeBytes(PngFiles.chunk("iTXt", joined(latin1("a\0\1\0\0\0"), BOMB)));
      default -> file.writeBytes(PngFiles.chunk("IDAT", BOMB));
    }
    file.write(good, 33, good.length - 33);
    return file.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] manyFrames(int i) {
    GifFiles.Frame frame = new GifFiles.Frame(0, 0, new int[8][8], -1, false);
    GifFiles.Frame[] frames = new GifFiles.Frame[5_000 + i];
    Arrays.fill(frames, frame);
    return GifFiles.file(4_000, 4_000, COLOURS, frames);
  }

  /** A GIF of one colour: codes for ever longer strings. */
  static byte[] flatGif(int width, int height) {
    byte[] small = GifFiles.file(width, height, COLOURS);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(small, 0, small.length - 1);
    file.writeBytes(new byte[]{0x2C, 0, 0, 0, 0, (byte) width, (byte) (width >> 8), (byte) height,
      (byte) (height >> 8), 0, 3});
    GifFiles.blocks(file, GifFiles.packedZeros((long) width * height));
    file.write(0x3B);
    return file.toByteArray();
  }

  private static byte[] wrapped(int i) {
    byte[] inner = i % 2 == 0 ? PictureFiles.claimingPng(12_000, 12_000) : whole("jpeg");
    byte[] bmp = Arrays.copyOf(whole("bmp"), 54);
    ByteBuffer file = ByteBuffer.allocate(54 + inner.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(bmp).put(inner);
    file.putInt(2, 54 + inner.length).putInt(10, 54).putInt(18, 8).putInt(22, 8);
    file.putShort(28, (short) (i < 6 ? 0 : 24)).putInt(30, i % 2 == 0 ? 5 : 4);
    file.putInt(34, i < 4 ? inner.length : Integer.MAX_VALUE);
    return file.array();
  }

  /** Runs that end early, go beyond their rows, or stand for 64 megapixels in a few bytes. */
  private static byte[] runs(int i) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int row = 0; row < 500; row++) {
      switch (i % 4) {
        case 0 -> runs.writeBytes(new byte[]{(byte) 255, 1, 0, 0});
        case 1 -> runs.writeBytes(new byte[]{0, 2, (byte) 255, 16});
        case 2 -> runs.writeBytes(new byte[]{0, (byte) 200, 1});
        default -> runs.writeBytes(new byte[]{(byte) 255, 1});
      }
    }
    if (i < 8) {
      runs.writeBytes(new byte[]{0, 1});
    }
    return bmpOfRuns(8_000, i < 4 ? 8_000 : 500, runs.toByteArray());
  }

  static byte[] bmpOfRuns(int width, int height, byte[] runs) {
    ByteBuffer file = ByteBuffer.allocate(54 + 1_024 + runs.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[]{'B', 'M'}).putInt(file.capacity()).putInt(0).putInt(54 + 1_024);
    file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 8).putInt(1);
    file.putInt(runs.length).putInt(0).putInt(0).putInt(256).putInt(0);
    for (int i = 0; i < 256; i++) {
      file.putInt(i * 0x010101);
    }
    return file.put(runs).array();
  }

  private static byte[] nested(int i) {
    byte[] inner = i % 2 == 0 ? WebpFiles.LOSSLESS : WebpFiles.flat(16_384, 16_384);
    for (int depth = 0; depth < 1 + i; depth++) {
      inner = WebpFiles.animation(8, 8, 0, 0, inner);
    }
    return inner;
  }
}
