package fovea.server.picture;

import fovea.server.http.Refusal;
import fovea.web.Words;

/** Why a file gives no picture. Becomes a refusal in the reader's language. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String limit;
  private final transient Object[] arguments;

  private Unreadable(String key, String limit, Object... arguments) {
    super(key, null, false, false);
    this.key = key;
    this.limit = limit;
    this.arguments = arguments;
  }

  /** Neither of the formats that we read. */
  static Unreadable unknown() {
    return new Unreadable("unknown", "");
  }

  /** Begins well and stops before the picture is whole. */
  static Unreadable early() {
    return new Unreadable("early", "");
  }

  /** Contradicts its format. */
  static Unreadable damaged() {
    return new Unreadable("damaged", "");
  }

  /** Follows its format in a way that hardly anybody writes or shows. */
  static Unreadable rare() {
    return new Unreadable("rare", "");
  }

  static Unreadable empty() {
    return new Unreadable("empty", "");
  }

  /** {@code maxSide}: pixels. */
  static Unreadable tooLong(int width, int height, int maxSide) {
    return new Unreadable("side", "picture_side", width, height, maxSide);
  }

  static Unreadable tooLarge(long megapixels, int maxMegapixels) {
    return new Unreadable("pixels", "picture_pixels", megapixels, maxMegapixels);
  }

  static Unreadable tooManyScans(int scans) {
    return new Unreadable("scans", "picture_scans", scans);
  }

  static Unreadable tooHeavy(long megabytes, long maxMegabytes) {
    return new Unreadable("memory", "picture_memory_bytes", megabytes, maxMegabytes);
  }

  static Unreadable tooSlow(long seconds) {
    return new Unreadable("slow", "picture_decode_millis", seconds);
  }

  /** 400, or 422 for what is over a limit, in these words. */
  Refusal refusal(Words words, String format) {
    String[] said = new String[arguments.length + 1];
    said[0] = format;
    for (int i = 0; i < arguments.length; i++) {
      said[i + 1] = words.numbers().whole(((Number) arguments[i]).longValue());
    }
    String sentence = words.say("picture.refused." + key, (Object[]) said);
    return limit.isEmpty() ? Refusal.malformed(sentence) : Refusal.overLimit(limit, sentence);
  }
}
