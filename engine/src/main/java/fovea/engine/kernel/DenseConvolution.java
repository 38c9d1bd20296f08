package fovea.engine.kernel;

import java.util.List;

/**
 * Any convolution that mixes channels, as one multiplication of matrices that is never written out:
 * rows are output pixels, columns are output channels, and what is summed over are taps and input
 * channels. Tiles of {@link MicroKernel#ROWS} pixels by one or two vectors of channels stay in
 * registers. A tile's rows look up their input pixels in a table of offsets, tap by tap, so kernel
 * size, stride, dilation, padding and transposition cost nothing extra and nothing is copied.
 *
 * <p>Except where there are only a few input channels, as in a picture: then the loop over them would
 * be too short, and the numbers that a pixel's window covers are laid side by side first.
 */
final class DenseConvolution implements Kernel {

  private static final int ROWS = MicroKernel.ROWS;

  /** Pixels that pass while one panel of weights stays in the second-level cache. */
  private static final int BLOCK = 16 * ROWS;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Panels panels;
  private final int width;
  private final int pixels;
  private final boolean gathers;

  DenseConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.gathers = conv.groups == 1 && conv.inPerGroup < Lanes.LENGTH && conv.taps() > 1;
    this.panels = Panels.of(conv);
    this.width = conv.columns.length();
    this.pixels = conv.rows.length() * width;
  }

  @Override
  public String description() {
    return "direct %d×%d, %s%d-bit".formatted(
        conv.rows.taps(), conv.columns.taps(), gathers ? "windows laid out, " : "", Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + panels.bytes();
  }

  /** One slice is a block of pixels for one panel of channels; the panels of a block are neighbours. */
  @Override
  public int slices() {
    return Math.ceilDiv(pixels, BLOCK) * panels.count();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    int taps = conv.taps();
    int terms = taps * conv.inPerGroup;
    int[] sources = new int[BLOCK * taps];
    int[] targets = new int[BLOCK];
    float[] windows = Scratch.ofThread().first(gathers ? BLOCK * terms : 0);
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int block = slice / panels.count();
      int panel = slice % panels.count();
      int first = block * BLOCK;
      int rows = Math.ceilDiv(Math.min(BLOCK, pixels - first), ROWS) * ROWS;
      if (block != prepared) {
        lookUp(in, output, first, rows, sources, targets);
        if (gathers) {
          gather(in, rows, sources, windows);
        }
        prepared = block;
      }
      for (int row = 0; row < rows; row += ROWS) {
        if (gathers) {
          panels.multiply(panel, windows, sources, row, output.data, targets, row);
        } else {
          panels.multiply(panel, 0, taps, in.data, sources, row * taps, output.data, targets, row);
        }
      }
      epilogue.apply(inputs, output, first, Math.min(first + BLOCK, pixels),
          panels.firstChannel(panel), panels.endChannel(panel));
    }
  }

  /** Copies the windows of a block, and looks them up there from now on. */
  private void gather(Volume in, int rows, int[] sources, float[] windows) {
    int taps = conv.taps();
    int channels = conv.inPerGroup;
    int to = 0;
    for (int row = 0; row < rows; row++) {
      int at = row / ROWS * ROWS * taps + row % ROWS;
      for (int tap = 0; tap < taps; tap++) {
        int source = sources[at + tap * ROWS];
        for (int c = 0; c < channels; c++) {
          windows[to++] = in.data[source + c];
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      sources[row] = row * taps * channels;
    }
  }

  /**
   * Where each pixel of a block reads its taps and writes its result. The last tile is filled up with
   * its last pixel, which is then computed several times: the same number in the same place.
   */
  private void lookUp(Volume in, Volume out, int first, int rows, int[] sources, int[] targets) {
    int taps = conv.taps();
    for (int row = 0; row < rows; row++) {
      int pixel = Math.min(first + row, pixels - 1);
      int y = pixel / width;
      int x = pixel % width;
      targets[row] = pixel * out.pitch;
      int at = row / ROWS * ROWS * taps + row % ROWS;
      WindowSources.fill(conv.rows, conv.columns, in, y, x, sources, at, ROWS);
    }
  }
}
