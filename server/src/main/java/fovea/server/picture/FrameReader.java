package fovea.server.picture;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Lets ImageIO decode one frame. Its decoders have no deadline and know no half-sent files: they are
 * stopped where they read their bytes and where they tell of their progress.
 */
record FrameReader(String format, FileBytes file, int width, int height) {

  /**
   * Every {@code step}th pixel of every {@code step}th row.
   *
   * @param fromX the first column that is taken
   * @param fromY the first row that is taken
   */
  BufferedImage sampled(int step, int fromX, int fromY, Deadline deadline) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    AtomicBoolean early = new AtomicBoolean();
    try (TimedStream stream = new TimedStream(file, deadline)) {
      // Metadata stays unread: compressed text in a PNG can unpack to gigabytes.
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener((source, warning) -> {
        if (speaksOfAnEarlyEnd(warning.toLowerCase(Locale.ROOT))) {
          early.set(true);
        }
      });
      reader.addIIOReadProgressListener(new Watch(deadline));
      if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
        throw Unreadable.damaged();
      }
      ImageReadParam everyStep = reader.getDefaultReadParam();
      everyStep.setSourceSubsampling(step, step, fromX, fromY);
      BufferedImage image = reader.read(0, everyStep);
      deadline.check();
      if (early.get()) {
        throw Unreadable.early();
      }
      return image;
    } catch (EOFException end) {
      throw Unreadable.early();
    } catch (IOException broken) {
      deadline.check();
      if (broken.getCause() instanceof EOFException) {
        throw Unreadable.early();
      }
      throw broken;
    } finally {
      reader.dispose();
    }
  }

  private static boolean speaksOfAnEarlyEnd(String warning) {
    return warning.contains("premature end") || warning.contains("truncated")
        || warning.contains("found marker 0xd9 instead");
  }

  /** Gives few bytes at a time, since a few can stand for many pixels. */
  private static final class TimedStream extends ImageInputStreamImpl {

    private static final int MOST_AT_ONCE = 512;

    private final FileBytes file;
    private final Deadline deadline;

    TimedStream(FileBytes file, Deadline deadline) {
      this.file = file;
      this.deadline = deadline;
    }

    @Override
    public int read() {
      if (streamPos % MOST_AT_ONCE == 0) {
        deadline.check();
      }
      bitOffset = 0;
      return streamPos < file.length() ? file.u8(streamPos++) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      deadline.check();
      bitOffset = 0;
      if (length > 0 && streamPos >= file.length()) {
        return -1;
      }
      int count = (int) Math.min(Math.min(length, MOST_AT_ONCE), file.length() - streamPos);
      file.copy(streamPos, into, offset, count);
      streamPos += count;
      return count;
    }
  }

  private record Watch(Deadline deadline) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader reader, float percent) {
      deadline.check();
    }

    @Override
    public void sequenceStarted(ImageReader reader, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageStarted(ImageReader reader, int index) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int index, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percent) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
  }
}
