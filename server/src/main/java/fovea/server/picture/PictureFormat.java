package fovea.server.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture files that we read, told apart by their first bytes and by nothing else. */
enum PictureFormat {
  PNG("png", "\u0089PNG\r\n\u001a\n"), JPEG("jpeg", "\u00ff\u00d8\u00ff"), GIF("gif",
      "GIF8"), BMP("bmp", "BM"), WEBP("webp", "RIFF");

  private static final byte[] PNG_END = latin1("IEND");
  private static final byte[] WEBP_MARK = latin1("WEBP");

  private final String readerName;
  private final String magic;

  PictureFormat(String readerName, String magic) {
    this.readerName = readerName;
    this.magic = magic;
  }

  /** The name under which ImageIO knows a reader for it. */
  String readerName() {
    return readerName;
  }

  static Optional<PictureFormat> of(byte[] file) {
    return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
  }

  private boolean begins(byte[] file) {
    return matches(file, 0, latin1(magic)) && (this != WEBP || matches(file, 8, WEBP_MARK));
  }

  /**
   * Whether the file has its end. Decoders fill what is missing with grey and say nothing, so a
   * half-sent file is found out here.
   */
  boolean isWhole(byte[] file) {
    return switch (this) {
      case PNG -> lastIndexOf(file, PNG_END) > 0;
      case JPEG -> lastIndexOf(file, new byte[]{(byte) 0xFF, (byte) 0xD9}) > startOfScan(file);
      case GIF -> file.length > 13 && lastIndexOf(file, new byte[]{0x3B}) > 13;
      // The size of the file stands in its fifth to eighth byte; some writers leave it 0.
      case BMP -> file.length >= 26 && littleEndian(file, 2) <= file.length;
      case WEBP -> file.length >= 20 && littleEndian(file, 4) + 8 <= file.length;
    };
  }

  /** Where the compressed data of a JPEG begins: thumbnails with ends of their own lie before it. */
  private static int startOfScan(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xDA) {
        return at;
      }
      boolean filler = marker == 0xFF;
      at += filler ? 1 : 2 + (((file[at + 2] & 0xFF) << 8) | (file[at + 3] & 0xFF));
    }
    return file.length;
  }

  private static boolean matches(byte[] file, int at, byte[] expected) {
    int end = at + expected.length;
    return end <= file.length && Arrays.equals(file, at, end, expected, 0, expected.length);
  }

  private static int lastIndexOf(byte[] file, byte[] wanted) {
    int at = file.length - wanted.length;
    while (at >= 0 && !matches(file, at, wanted)) {
      at--;
    }
    return at;
  }

  private static long littleEndian(byte[] file, int at) {
    return (file[at] & 0xFFL)
        | ((file[at + 1] & 0xFFL) << 8)
        | ((file[at + 2] & 0xFFL) << 16)
        | ((file[at + 3] & 0xFFL) << 24);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
