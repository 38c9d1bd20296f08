package fovea.server.picture;

import fovea.server.http.Refusal;
import fovea.web.Words;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;

/**
 * Turns an uploaded file into a picture, trusting nothing that it says: its kind comes from its
 * first bytes, its size is read and checked before anything is decoded, decoding has a deadline and a
 * budget of bytes, and only the pixels stay. Of a picture above {@link #MAX_DECODED} pixels only
 * every second is taken, or every third. At most two at a time. Thread-safe.
 */
public final class PictureDecoder implements AutoCloseable {

  public static final int MAX_SIDE = 16_384;
  public static final int MAX_MEGAPIXELS = 64;

  /** Never more pixels than these are in memory. */
  static final int MAX_DECODED = 16_000_000;

  private static final int MEGA = 1_000_000;
  private static final long DEADLINE_SECONDS = 8;
  /** A decoder is stopped within this time after the deadline; nobody waits longer for it. */
  private static final long GRACE_MILLIS = 500;
  private static final long WAITING_SECONDS = 10;
  private static final int MAX_WAITING = 32;
  private static final int RETRY_SECONDS = 2;

  /** What a decoder gives, eight bytes at most, and the same as a picture, twice if it is turned. */
  private static final long BYTES_PER_PIXEL = 12;
  /** What is still worth looking at. */
  private static final int MAX_STEP = 8;
  private static final long MAX_BUDGET_BYTES = 640L << 20;

  private final ThreadPoolExecutor threads;
  private final long budgetBytes;
  private final Semaphore freeMegabytes;

  /** Decodes within three eighths of the heap. */
  public PictureDecoder() {
    this(Math.min(MAX_BUDGET_BYTES, Runtime.getRuntime().maxMemory() / 8 * 3));
  }

  PictureDecoder(long budgetBytes) {
    ImageIO.setUseCache(false);
    this.budgetBytes = budgetBytes;
    this.freeMegabytes = new Semaphore(megabytes(budgetBytes), true);
    this.threads = new ThreadPoolExecutor(
        2,
        2,
        10,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_WAITING),
        Thread.ofPlatform().daemon().name("picture-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  private static int megabytes(long bytes) {
    return (int) Math.ceilDiv(bytes, MEGA);
  }

  /**
   * The upright picture in a file, its first frame if it has several, transparent parts on white.
   *
   * @param words the language of the refusal
   * @throws Refusal 400 when it is no whole picture, 422 over a limit, 503 when too many wait
   */
  public Picture decode(byte[] file, Words words) {
    PictureFormat format = PictureFormat.of(file)
        .orElseThrow(() -> Unreadable.unknown().refusal(words, ""));
    try {
      PictureFile picture = PictureFile.of(format, file);
      checkSize(picture.width(), picture.height());
      return Orientation.of(format, file).upright(sampled(picture));
    } catch (Unreadable fault) {
      throw fault.refusal(words, format.title());
    }
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw Unreadable.empty();
    }
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw Unreadable.tooLong(width, height, MAX_SIDE);
    }
    long pixels = (long) width * height;
    if (pixels > (long) MAX_MEGAPIXELS * MEGA) {
      throw Unreadable.tooLarge(Math.ceilDiv(pixels, MEGA), MAX_MEGAPIXELS);
    }
  }

  /** Of a picture that is too large for us, or for our memory, only every so manieth pixel. */
  private Picture sampled(PictureFile picture) {
    int step = 1;
    while (step < MAX_STEP
        && (pixels(picture, step) > MAX_DECODED || bytes(picture, step) > budgetBytes)) {
      step++;
    }
    int claimed = megabytes(bytes(picture, step));
    if (claimed > megabytes(budgetBytes)) {
      throw Unreadable.tooHeavy(claimed, megabytes(budgetBytes));
    }
    return decoded(picture, step, claimed);
  }

  private static long pixels(PictureFile picture, int step) {
    return (long) Math.ceilDiv(picture.width(), step) * Math.ceilDiv(picture.height(), step);
  }

  private static long bytes(PictureFile picture, int step) {
    return picture.workingBytes() + BYTES_PER_PIXEL * pixels(picture, step);
  }

  /** Waits for a turn, which no deadline counts, and then for the picture. */
  private Picture decoded(PictureFile picture, int step, int claimed) {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Picture> decoding = null;
    try {
      decoding = threads.submit(() -> {
        freeMegabytes.acquire(claimed);
        try {
          begun.countDown();
          return decoded(picture, step);
        } finally {
          freeMegabytes.release(claimed);
        }
      });
      if (!begun.await(WAITING_SECONDS, TimeUnit.SECONDS)) {
        throw busy();
      }
      return decoding.get(DEADLINE_SECONDS * 1000 + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException full) {
      throw busy();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (TimeoutException late) {
      throw Unreadable.tooSlow(DEADLINE_SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Unreadable fault
          ? fault
          : new IllegalStateException("a picture could not be decoded", failed.getCause());
    } finally {
      if (decoding != null) {
        decoding.cancel(true);
      }
    }
  }

  private static Refusal busy() {
    return Refusal.busy("pictures_waiting", RETRY_SECONDS);
  }

  private static Picture decoded(PictureFile picture, int step) {
    Deadline deadline = Deadline.in(DEADLINE_SECONDS);
    try {
      return picture.sampled(step, deadline);
    } catch (Unreadable fault) {
      throw fault;
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      // Decoders of hostile files fail in every way, and wrap what stopped them.
      deadline.check();
      throw Unreadable.damaged();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
