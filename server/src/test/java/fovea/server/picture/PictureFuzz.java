package fovea.server.picture;

import fovea.server.http.Refusal;
import fovea.web.Words;
import java.util.List;
import java.util.Locale;

/** Any bytes as a picture: one, or a refusal. */
public final class PictureFuzz {

  private static final PictureDecoder DECODER = new PictureDecoder();
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);

  private PictureFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    for (PictureFormat format : PictureFormat.values()) {
      seeds(format.name()).forEach(PictureFuzz::fuzzerTestOneInput);
    }
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] file) {
    try {
      DECODER.decode(file, ENGLISH);
    } catch (Refusal declared) {
      // So it must be.
    }
  }

  /** Good files of a format to begin with. */
  public static List<byte[]> seeds(String format) {
    return switch (PictureFormat.valueOf(format)) {
      case PNG -> List.of(BadPictures.whole("png"), BadPictures.noise("png"));
      case JPEG -> List.of(BadPictures.whole("jpeg"), BadPictures.whole("progressive"));
      case GIF -> List.of(BadPictures.whole("gif"), BadPictures.noise("gif"));
      case BMP -> List.of(BadPictures.whole("bmp"),
          BadPictures.bmpOfRuns(4, 2, new byte[]{4, 1, 0, 0, 4, 2, 0, 1}));
      case WEBP -> List.of(WebpFiles.LOSSLESS, WebpFiles.LOSSLESS_CLEAR, WebpFiles.LOSSY,
          WebpFiles.LOSSY_CLEAR, WebpFiles.animation(20, 20, 2, 2, WebpFiles.LOSSLESS));
    };
  }
}
