package fovea.engine.explain;

import fovea.engine.explain.Region.Span;
import fovea.engine.network.PaddingMode;
import fovea.engine.reading.Slide;
import fovea.engine.reading.Taps;
import java.util.BitSet;

/**
 * Which cells of its input a layer hears along one axis.
 *
 * @param slide how it slides
 * @param length how many cells the input has
 * @param mode what stands past the border
 * @param clamps whether the outermost cells are taken instead of what lies past them, as bilinear
 *     enlarging does
 */
record Hearing(Slide slide, int length, PaddingMode mode, boolean clamps) {

  /** So many units are asked one by one for how far they reach past the border. */
  private static final int MOST_ASKED = 4_096;

  private static final Span FAR = new Span(-1L << 60, 1L << 60);

  /** The cells that some units hear. */
  BitSet cells(BitSet units) {
    BitSet heard = new BitSet(length);
    int end;
    for (int unit = units.nextSetBit(0); unit >= 0; unit = units.nextSetBit(end)) {
      end = units.nextClearBit(unit);
      if (mode == PaddingMode.ZEROS && leavesNoGap()) {
        Taps last = slide.heardBy(end - 1L);
        hear(new Taps(slide.heardBy(unit).first(), 1,
            last.last() - slide.heardBy(unit).first() + 1), heard);
      } else {
        for (long each = unit; each < end; each++) {
          hear(slide.heardBy(each), heard);
        }
      }
    }
    return heard;
  }

  /** Whether neighbours hear cells one beside another. */
  private boolean leavesNoGap() {
    return slide.spread() == 1
        && (slide.units() == 1 ? slide.taps() >= slide.step() : slide.taps() >= slide.units());
  }

  private void hear(Taps taps, BitSet heard) {
    long from = Math.max(0, Math.ceilDiv(-taps.first(), taps.step()));
    long to = Math.min(taps.count() - 1, Math.floorDiv(length - 1 - taps.first(), taps.step()));
    if (from <= to && taps.step() == 1) {
      heard.set((int) taps.at(from), (int) taps.at(to) + 1);
    }
    for (long tap = from; tap <= to && taps.step() > 1; tap++) {
      heard.set((int) taps.at(tap));
    }
    if (mode != PaddingMode.ZEROS) {
      repeated(taps, 0, Math.min(from, taps.count()), heard);
      repeated(taps, Math.max(to + 1, 0), taps.count(), heard);
    }
  }

  /** Where the padding repeats cells of the input, a tap out there hears the cell that it repeats. */
  private void repeated(Taps taps, long from, long to, BitSet heard) {
    long end = mode == PaddingMode.REPLICATE ? Math.min(to, from + 1) : to;
    for (long tap = from; tap < end; tap++) {
      heard.set((int) Padded.cell(taps.at(tap), length, mode));
    }
  }

  /** From the first to the last cell that some units hear, with what lies past the border. */
  Span span(Span units) {
    try {
      Span span = leavesNoGap() || slide.units() == 1
          ? new Span(slide.heardBy(units.first()).first(), slide.heardBy(units.last()).last())
          : uneven(units);
      return clamps
          ? new Span(Math.clamp(span.first(), 0, length - 1),
              Math.clamp(span.last(), 0, length - 1))
          : span;
    } catch (ArithmeticException past2To63) {
      return FAR;
    }
  }

  private Span uneven(Span units) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long asked = Math.min(units.last() - units.first() + 1, MOST_ASKED);
    for (long i = 0; i < asked; i++) {
      Taps early = slide.heardBy(units.first() + i);
      Taps late = slide.heardBy(units.last() - i);
      first = early.count() > 0 ? Math.min(first, early.first()) : first;
      last = late.count() > 0 ? Math.max(last, late.last()) : last;
    }
    return first > last ? new Span(0, -1) : new Span(first, last);
  }
}
