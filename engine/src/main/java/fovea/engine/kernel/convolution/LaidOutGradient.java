package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.linear.OuterProducts;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;

/**
 * The gradient of a convolution's weights: {@code Σ gradient[o, pixel] · in[c, pixel + tap]} over all pixels,
 * a product of matrices that is never written out. The input is laid out in bands with its padding, so
 * that the numbers that a window covers in one row of the kernel are neighbours: a <em>segment</em>. Tiles
 * of a segment by output channels stay in registers while all pixels pass, with vectors along one of the
 * two and single numbers of the other, whichever leaves fewer lanes empty.
 */
final class LaidOutGradient implements WeightGradient {

  /** Floats of a band that is laid out at a time, 256 KB: half of a second-level cache. */
  private static final int BAND = 1 << 16;

  private final Convolution conv;

  private final Band band;

  /** Whether a row of the kernel is one segment; else each tap is one. */
  private final boolean isWhole;

  private final int segments;

  /** Numbers of a segment. */
  private final int length;

  /** Whether vectors go along output channels. */
  private final boolean outsInVectors;

  private final int rows;
  private final int columns;

  /** Tiles of two vectors and of one, across; and of each how many rows of tiles. */
  private final int wide;
  private final int narrow;
  private final int wideRows;
  private final int narrowRows;

  /** A convolution's, which reads what the layer has read and gives what the layer has given. */
  LaidOutGradient(Convolution conv) {
    this.conv = conv;
    this.band = new Band(conv, conv.inPerGroup);
    this.isWhole = conv.columns.dilation() == 1 || conv.columns.taps() == 1;
    this.segments = isWhole ? conv.rows.taps() : conv.taps();
    this.length = conv.inPerGroup * conv.taps() / segments;
    this.outsInVectors = cost(length, conv.outPerGroup) <= cost(conv.outPerGroup, length);
    this.rows = outsInVectors ? length : conv.outPerGroup;
    this.columns = outsInVectors ? conv.outPerGroup : length;
    int vectors = Math.ceilDiv(columns, LENGTH);
    this.wide = vectors / 2;
    this.narrow = vectors % 2;
    this.wideRows = Math.ceilDiv(rows, OuterProducts.WIDE_ROWS);
    this.narrowRows = Math.ceilDiv(rows, OuterProducts.NARROW_ROWS);
  }

  /** Whether a convolution's windows can be read from bands. */
  static boolean fits(Convolution conv) {
    return Band.fits(conv, conv.inPerGroup, 1);
  }

  /** Vector operations a pixel: what is not full counts as if it were. */
  private static long cost(int rows, int columns) {
    int vectors = Math.ceilDiv(columns, LENGTH);
    return (long) vectors / 2 * Math.ceilDiv(rows, OuterProducts.WIDE_ROWS)
        * OuterProducts.WIDE_ROWS * 2
        + (long) vectors % 2 * Math.ceilDiv(rows, OuterProducts.NARROW_ROWS)
            * OuterProducts.NARROW_ROWS;
  }

  @Override
  public int tiles() {
    return conv.groups * segments * tilesOfSegment();
  }

  private int tilesOfSegment() {
    return wide * wideRows + narrow * narrowRows;
  }

  /** Floats of a tile's sums. */
  private static final int TILE = OuterProducts.NARROW_ROWS * LENGTH;

  @Override
  public int floats() {
    return Math.multiplyExact(tiles(), TILE);
  }

  @Override
  public void add(Volume in, Volume gradient, int from, int to, float[] sums, int at) {
    int height = conv.rows.length();
    int step = Math.min(height, band.rows(BAND));
    int size = band.height(step) * band.length;
    float[] laidOut = Scratch.ofThread().first(size + OuterProducts.SLACK);
    int ofGroup = segments * tilesOfSegment();
    for (int group = from / ofGroup; group * ofGroup < to; group++) {
      for (int y = 0; y < height; y += step) {
        int end = Math.min(height, y + step);
        band.fill(in, group * conv.inPerGroup, y, end, 0, laidOut, 0);
        int last = Math.min(to, (group + 1) * ofGroup);
        for (int tile = Math.max(from, group * ofGroup); tile < last; tile++) {
          add(laidOut, gradient, group, tile - group * ofGroup, y, end - y, sums,
              at + tile * TILE);
        }
      }
    }
  }

  private void add(float[] laidOut, Volume gradient, int group, int tile, int y, int height,
      float[] sums, int at) {
    int segment = tile / tilesOfSegment();
    int place = tile % tilesOfSegment();
    int vectors = vectors(place);
    int read = band.tap(isWhole ? segment : segment / conv.columns.taps(),
        isWhole ? 0 : segment % conv.columns.taps());
    int right = band.corner(0, 1);
    int down = band.corner(1, 0);
    int written = gradient.at(y, 0) + group * conv.outPerGroup;
    int lineOfGradient = gradient.width * gradient.pitch;
    if (outsInVectors) {
      OuterProducts.add(vectors, laidOut, read + row(place), right, down, gradient.data,
          written + column(place), gradient.pitch, lineOfGradient, gradient.width, height, sums,
          at);
    } else {
      OuterProducts.add(vectors, gradient.data, written + row(place), gradient.pitch,
          lineOfGradient, laidOut, read + column(place), right, down, gradient.width, height,
          sums, at);
    }
  }

  /** How many vectors a tile of a segment has: the wide ones come first. */
  private int vectors(int place) {
    return place < wide * wideRows ? 2 : 1;
  }

  private int row(int place) {
    return vectors(place) == 2
        ? place % wideRows * OuterProducts.WIDE_ROWS
        : (place - wide * wideRows) * OuterProducts.NARROW_ROWS;
  }

  private int column(int place) {
    return vectors(place) == 2 ? place / wideRows * 2 * LENGTH : wide * 2 * LENGTH;
  }

  @Override
  public void store(int from, int to, float[] sums, int at, float[] gradients) {
    for (int tile = from; tile < to; tile++) {
      int group = tile / (segments * tilesOfSegment());
      int segment = tile / tilesOfSegment() % segments;
      int place = tile % tilesOfSegment();
      int width = vectors(place) * LENGTH;
      int endRow = Math.min(OuterProducts.rows(vectors(place)), rows - row(place));
      int endColumn = Math.min(width, columns - column(place));
      for (int row = 0; row < endRow; row++) {
        for (int column = 0; column < endColumn; column++) {
          int r = row(place) + row;
          int c = column(place) + column;
          int number = outsInVectors ? r : c;
          int o = group * conv.outPerGroup + (outsInVectors ? c : r);
          int tap = isWhole
              ? segment * conv.columns.taps() + number / conv.inPerGroup
              : segment;
          gradients[conv.place(o, number % conv.inPerGroup, tap)] = sums[at + tile * TILE
              + row * width + column];
        }
      }
    }
  }
}
