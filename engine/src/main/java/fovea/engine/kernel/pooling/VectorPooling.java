package fovea.engine.kernel.pooling;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Pooling, a vector of channels at a time: first the rows that an output row reads are folded into one,
 * number by number, then the pixels of each window in that row. So windows that overlap share what is
 * above one another.
 */
public final class VectorPooling implements Kernel {

  private final Pooling pooling;

  /** For each row of the output, how many rows of the input it reads. */
  private final int[] rowCounts;

  /** Makes its tables. */
  public VectorPooling(Pooling pooling) {
    this.pooling = pooling;
    this.rowCounts = pooling.rows.inside();
  }

  @Override
  public String description() {
    return "pooling, %d-bit".formatted(Lanes.BITS);
  }

  @Override
  public long bytes() {
    return 0;
  }

  /** A slice is a row. */
  @Override
  public int slices() {
    return pooling.rows.length();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    float[] row = Scratch.ofThread().first(in.width * in.pitch);
    for (int y = from; y < to; y++) {
      foldRows(in, y, row);
      int end;
      for (int x = 0; x < output.width; x = end) {
        end = pooling.alike(x);
        int count = pooling.count(x);
        int first = pooling.first(x) * in.pitch;
        int step = count < 2 ? 0 : pooling.columns.source(x, 1) * in.pitch - first;
        int apart = pooling.apart(x) * in.pitch;
        int target = output.at(y, x);
        if (pooling.kind == Pooling.Kind.MAX && count == 0) {
          Arrays.fill(output.data, target, target + output.pitch, Float.NEGATIVE_INFINITY);
        } else if (pooling.kind == Pooling.Kind.MAX) {
          maxLoop(row, first, step, count, output.data, target, output.pitch, end - x, apart);
        } else {
          meanLoop(row, first, step, count, 1 / pooling.divisor(y, x), output.data, target,
              output.pitch, end - x, apart);
        }
      }
    }
  }

  /** All rows that an output row reads, folded into one. */
  private void foldRows(Volume in, int y, float[] row) {
    boolean isMax = pooling.kind == Pooling.Kind.MAX;
    int length = in.width * in.pitch;
    int count = rowCounts[y];
    if (count == 0) {
      Arrays.fill(row, 0, length, isMax ? Float.NEGATIVE_INFINITY : 0);
    } else if (count == 1) {
      System.arraycopy(in.data, in.at(pooling.rows.source(y, 0), 0), row, 0, length);
    }
    float[] before = in.data;
    int at = count == 0 ? 0 : in.at(pooling.rows.source(y, 0), 0);
    for (int ky = 1; ky < count; ky++) {
      int source = in.at(pooling.rows.source(y, ky), 0);
      if (isMax) {
        largerLoop(before, at, in.data, source, row, length);
      } else {
        sumLoop(before, at, in.data, source, row, length);
      }
      before = row;
      at = 0;
    }
  }

  private static void largerLoop(float[] a, int fromA, float[] b, int fromB, float[] row,
      int length) {
    for (int i = 0; i < length; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, fromA + i).max(FloatVector.fromArray(SPECIES, b, fromB + i))
          .intoArray(row, i);
    }
  }

  private static void sumLoop(float[] a, int fromA, float[] b, int fromB, float[] row, int length) {
    for (int i = 0; i < length; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, fromA + i).add(FloatVector.fromArray(SPECIES, b, fromB + i))
          .intoArray(row, i);
    }
  }

  private static void maxLoop(float[] row, int first, int step, int count, float[] out, int target,
      int length, int windows, int apart) {
    for (int window = 0; window < windows; window++) {
      int source = first + window * apart;
      for (int c = 0; c < length; c += LENGTH) {
        FloatVector max = FloatVector.fromArray(SPECIES, row, source + c);
        for (int i = 1; i < count; i++) {
          max = max.max(FloatVector.fromArray(SPECIES, row, source + c + i * step));
        }
        max.intoArray(out, target + window * length + c);
      }
    }
  }

  /**
   * For each channel the sum of numbers that are {@code step} apart, times a share; so for some windows that
   * are {@code apart} from each other.
   */
  public static void meanLoop(float[] row, int first, int step, int count, float share,
      float[] out, int target, int length, int windows, int apart) {
    for (int window = 0; window < windows; window++) {
      int source = first + window * apart;
      for (int c = 0; c < length; c += LENGTH) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, row, source + c + i * step));
        }
        sum.mul(share).intoArray(out, target + window * length + c);
      }
    }
  }
}
