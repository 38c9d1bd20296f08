package fovea.server.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** WebP files: four small ones by libwebp 1.2.4, and what can be built around their chunks. */
final class WebpFiles {

  /** Quarters of 16 × 8 pixels: red, green, blue, white; of the clear ones, the blue is not there. */
  static final byte[] LOSSLESS = read("UklGRjYAAABXRUJQVlA4TCkAAAAvD8ABAB8gEEjeHzqN+RcQFPwf3fxHZA"
      + "+AMNtokpOc5P2OIaL/Ufph+wA=");
  static final byte[] LOSSLESS_CLEAR = read("UklGRjIAAABXRUJQVlA4TCUAAAAvD8ABEB8gEEjeHzqN+Z//+Y+A"
      + "h0CYbTTJSU7yfscQ0f8o/bB9AA==");
  static final byte[] LOSSY = read("UklGRl4AAABXRUJQVlA4IFIAAADQAwCdASoQAAgAAMASJagCdLoB+AEsA/gH4"
      + "AXf/dgH8ABguDGTCgAA/v2cF8WK/fVz/6g6sG/+7MrIxdP2oEtDy/1nSf/jMRvQnP4rzraRHSAA");
  static final byte[] LOSSY_CLEAR = read("UklGRoQAAABXRUJQVlA4WAoAAAAQAAAADwAABwAAQUxQSBMAAAABDzD/E"
      + "RFCLJjkL901h4j+T8AMAFZQOCBKAAAAUAMAnQEqEAAIAADAEiWoAnRrgP4B+IF3/3YB/QAYLgyBSwAA/v2cF8Vc//"
      + "c2nn/5g4CHOG///b1yXbpf/0KwI5yf//jonY54AAA=");

  private static final byte[] BLACK = read("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private WebpFiles() {}

  private static byte[] read(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** One colour of any size, at no bit a pixel. */
  static byte[] flat(int width, int height) {
    byte[] file = BLACK.clone();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(21, (width - 1) | (height - 1) << 14 | 1 << 28);
    return file;
  }

  /** An animation whose frames are still pictures, each at this place. */
  static byte[] animation(int width, int height, int left, int top, byte[]... stills) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(chunk("VP8X", numbers(4, 0x12, 3, width - 1, 3, height - 1)));
    content.writeBytes(chunk("ANIM", numbers(4, 0xFF00FF00, 2, 0)));
    for (byte[] still : stills) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.writeBytes(numbers(3, left / 2, 3, top / 2, 3, 15, 3, 7, 3, 100, 1, 0));
      boolean isExtended = new String(still, StandardCharsets.ISO_8859_1).startsWith("VP8X", 12);
      frame.writeBytes(Arrays.copyOfRange(still, isExtended ? 30 : 12, still.length));
      content.writeBytes(chunk("ANMF", frame.toByteArray()));
    }
    return chunk("RIFF", content.toByteArray());
  }

  static byte[] chunk(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII)).putInt(content.length).put(content).array();
  }

  /** Pairs of a length in bytes and a number, the low byte first. */
  private static byte[] numbers(int... pairs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < pairs.length; i += 2) {
      for (int shift = 0; shift < 8 * pairs[i]; shift += 8) {
        bytes.write(pairs[i + 1] >> shift);
      }
    }
    return bytes.toByteArray();
  }
}
