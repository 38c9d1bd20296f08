package fovea.server.picture;

import fovea.server.http.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Turns an uploaded file into a picture, trusting nothing that it says: its kind comes from its
 * first bytes, its size is read and checked before anything is decoded, decoding has a deadline,
 * and only the pixels stay. One or two at a time, so that memory stays bounded. Thread-safe.
 */
public final class PictureDecoder implements AutoCloseable {

  public static final int MAX_SIDE = 8_192;
  public static final int MAX_PIXELS = 16_000_000;

  private static final long DEADLINE_MILLIS = 8_000;
  private static final int MAX_WAITING = 32;

  /** A picture of 16 megapixels, 16 bits deep, needs about 200 MB while it is decoded. */
  private static final long HEAP_FOR_TWO_BYTES = 1L << 30;

  private final ThreadPoolExecutor threads;

  public PictureDecoder() {
    ImageIO.setUseCache(false);
    int count = Runtime.getRuntime().maxMemory() >= HEAP_FOR_TWO_BYTES ? 2 : 1;
    this.threads = new ThreadPoolExecutor(
        count,
        count,
        10,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_WAITING),
        Thread.ofPlatform().daemon().name("picture-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The upright picture in a file, its first frame if it has several, transparent parts on white.
   *
   * @throws Refusal 400 when it is no whole picture, 422 over a limit, 503 when too many wait
   */
  public Picture decode(byte[] file) {
    PictureFormat format = PictureFormat.of(file)
        .orElseThrow(
            () -> Refusal.malformed("This is not a PNG, JPEG, GIF, BMP or WebP picture."));
    if (!format.isWhole(file)) {
      throw broken(format);
    }
    Future<Picture> decoding;
    try {
      decoding = threads.submit(() -> decode(format, file));
    } catch (RejectedExecutionException full) {
      throw Refusal.busy("pictures_waiting", 2);
    }
    try {
      return decoding.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      decoding.cancel(true);
      throw Refusal.overLimit(
          "picture_decode_millis",
          "Reading this picture took longer than " + DEADLINE_MILLIS / 1000
              + " s; try a smaller one.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("pictures_waiting", 2);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof LinkageError ours) {
        throw ours;
      }
      // Decoders of hostile files fail in every way: with runtime exceptions and stack overflows.
      throw failed.getCause() instanceof Refusal refusal ? refusal : broken(format);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Picture decode(PictureFormat format, byte[] file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
    ImageReader reader = readers.next();
    AtomicBoolean truncated = new AtomicBoolean();
    try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      // Metadata stays unread: compressed text in a PNG can unpack to gigabytes.
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            if (warning.contains("Premature end") || warning.contains("truncated")) {
              truncated.set(true);
            }
          });
      checkSize(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      if (truncated.get()) {
        throw new IIOException("the file ends early");
      }
      checkSize(image.getWidth(), image.getHeight());
      return Orientation.of(format, file).upright(OpaquePixels.of(image));
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw Refusal.malformed("This picture has no pixels.");
    }
    String size = "The picture is " + width + " × " + height + " pixels; ";
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw Refusal.overLimit(
          "picture_side", size + "each side may have up to " + MAX_SIDE + ". Make it smaller.");
    }
    if ((long) width * height > MAX_PIXELS) {
      throw Refusal.overLimit(
          "picture_pixels", size + "it may have up to 16 million in all. Make it smaller.");
    }
  }

  private static Refusal broken(PictureFormat format) {
    return Refusal.malformed("This " + format + " picture is damaged or incomplete.");
  }
}
