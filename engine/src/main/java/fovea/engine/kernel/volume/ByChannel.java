package fovea.engine.kernel.volume;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import java.util.List;

/**
 * A layer as its formula says it, one output channel after the other: a slice is a channel.
 *
 * @param formula how one is computed
 * @param slices how many there are
 * @param bytes what the layer's parameters take
 */
public record ByChannel(Formula formula, int slices, long bytes) implements Kernel {

  /** How one output channel is computed. */
  public interface Formula {

    /** Computes channel {@code c}, all of it. */
    void compute(List<Volume> inputs, Volume out, int c);
  }

  /** What is done for each place of a map. */
  public interface Pixel {

    /** Does it in row {@code y} and column {@code x}. */
    void at(int y, int x);
  }

  /** A layer's formula for each channel of its output. */
  public static Kernel of(LayerReading reading, Formula formula) {
    long parameters = reading.cost().parameters().stream().mapToLong(Parameter::elements).sum();
    return new ByChannel(formula, Volume.channels(reading.output()), parameters * Float.BYTES);
  }

  /** Goes through a map row by row. */
  public static void eachPixel(Volume out, Pixel pixel) {
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++) {
        pixel.at(y, x);
      }
    }
  }

  @Override
  public String description() {
    return "textbook loops";
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    for (int c = from; c < to; c++) {
      formula.compute(inputs, output, c);
    }
  }
}
