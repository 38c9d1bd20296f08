package fovea.server.workbench;

import fovea.engine.tensor.Statistics;
import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * All maps of a layer in little: one small answer in place of one large one for each map.
 * Little-endian: int32 magic {@code AEVF}, channels, height, width, height and width of a thumbnail;
 * then six float32 a channel: min, max, mean and std of the map, lowest and highest of its
 * thumbnail; then a byte a thumbnail pixel, which means {@code low + byte / 255 · (high − low)}.
 */
final class Sheet {

  private static final int MAGIC = 0x46564541;
  private static final int HEADER_BYTES = 24;
  private static final int CHANNEL_BYTES = 24;
  private static final int MAX_SIDE = 32;
  private static final int LARGE_SIDE = 128;

  /** A vector is drawn unit by unit up to this length. */
  private static final int MAX_UNITS = 4_096;

  private Sheet() {}

  /** The first maps of an activation {@code [C, H, W]}, or a vector {@code [N]} as one map of one row. */
  static byte[] of(Tensor values, int mostChannels) {
    return of(values, mostChannels, MAX_SIDE);
  }

  /** All maps of an activation, not in little: up to 128 × 128 each. */
  static byte[] large(Tensor values) {
    return of(values, values.dimension(0), LARGE_SIDE);
  }

  /** As it stands in a page: in base 64. */
  static String text(byte[] sheet) {
    return Base64.getEncoder().encodeToString(sheet);
  }

  private static byte[] of(Tensor values, int mostChannels, int maxSide) {
    boolean flat = values.rank() == 1;
    int channels = flat ? 1 : Math.min(values.dimension(0), mostChannels);
    int height = flat ? 1 : values.dimension(1);
    int width = flat ? values.dimension(0) : values.dimension(2);
    int thumbHeight = Math.min(height, maxSide);
    int thumbWidth = Math.min(width, flat ? MAX_UNITS : maxSide);
    int pixels = thumbHeight * thumbWidth;
    ByteBuffer sheet = ByteBuffer
        .allocate(HEADER_BYTES + channels * (CHANNEL_BYTES + pixels))
        .order(ByteOrder.LITTLE_ENDIAN);
    sheet.putInt(MAGIC).putInt(channels).putInt(height).putInt(width).putInt(thumbHeight)
        .putInt(thumbWidth);
    for (int c = 0; c < channels; c++) {
      int from = c * height * width;
      float[] thumbnail = means(values.data(), from, height, width, thumbHeight, thumbWidth);
      Statistics map = Statistics.of(values.data(), from, from + height * width);
      Statistics small = Statistics.of(thumbnail, 0, pixels);
      sheet.putFloat(map.min()).putFloat(map.max()).putFloat((float) map.mean())
          .putFloat((float) map.std()).putFloat(small.min()).putFloat(small.max());
      float steps = small.max() > small.min() ? 255 / (small.max() - small.min()) : 0;
      int at = HEADER_BYTES + channels * CHANNEL_BYTES + c * pixels;
      for (int i = 0; i < pixels; i++) {
        sheet.put(at + i, (byte) Math.round((thumbnail[i] - small.min()) * steps));
      }
    }
    return sheet.array();
  }

  /** Each cell of the thumbnail is the mean of the part of the map that it covers. */
  private static float[] means(
      float[] values, int from, int height, int width, int thumbHeight, int thumbWidth) {
    float[] means = new float[thumbHeight * thumbWidth];
    for (int ty = 0; ty < thumbHeight; ty++) {
      int top = ty * height / thumbHeight;
      int bottom = Math.ceilDiv((ty + 1) * height, thumbHeight);
      for (int tx = 0; tx < thumbWidth; tx++) {
        int left = (int) ((long) tx * width / thumbWidth);
        int right = (int) Math.ceilDiv((tx + 1L) * width, (long) thumbWidth);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += values[from + y * width + x];
          }
        }
        means[ty * thumbWidth + tx] = (float) (sum / ((bottom - top) * (right - left)));
      }
    }
    return means;
  }
}
