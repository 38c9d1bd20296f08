package fovea.server.picture;

import fovea.engine.dataset.Stored;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.List;

/** A picture in the size of a network's input: what the network sees. Immutable. */
public final class FittedPicture {

  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  private final Shape.Maps input;
  private final float[][] planes;

  /** {@code planes}: red, green and blue, values 0 to 255, in the input's height and width. */
  FittedPicture(Shape.Maps input, float[][] planes) {
    this.input = input;
    this.planes = input.channels() == 1 ? new float[][]{grey(planes)} : planes;
  }

  private static float[] grey(float[][] planes) {
    float[] grey = new float[planes[0].length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = LUMA[0] * planes[0][i] + LUMA[1] * planes[1][i] + LUMA[2] * planes[2][i];
    }
    return grey;
  }

  /** What a network sees as numbers from 0 to 1, {@code [C, H, W]}, to look at. */
  public static FittedPicture of(Tensor numbers) {
    int size = numbers.dimension(1) * numbers.dimension(2);
    float[][] planes = new float[numbers.dimension(0)][size];
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < size; i++) {
        planes[c][i] = 255 * numbers.data()[c * size + i];
      }
    }
    return new FittedPicture(
        planes, new Shape.Maps(planes.length, numbers.dimension(1), numbers.dimension(2)));
  }

  /** The same after these steps. */
  public FittedPicture after(List<Step> steps) {
    float[][] changed = planes;
    for (Step step : steps) {
      changed = step.applyTo(changed, input.height(), input.width());
    }
    return new FittedPicture(changed, input);
  }

  private FittedPicture(float[][] planes, Shape.Maps input) {
    this.input = input;
    this.planes = planes;
  }

  /** The network's input, {@code [C, H, W]}. */
  public Tensor tensor(Normalisation normalisation) {
    int size = input.height() * input.width();
    float[] data = new float[Math.multiplyExact(input.channels(), size)];
    for (int c = 0; c < input.channels(); c++) {
      float[] plane = planes[c % planes.length];
      for (int i = 0; i < size; i++) {
        data[c * size + i] = plane[i] / 255f;
      }
      normalisation.apply(data, c * size, (c + 1) * size, c, input.channels());
    }
    return Tensor.of(data, input.channels(), input.height(), input.width());
  }

  /** The same as a byte for each number, as {@link Tensor#data} orders them. */
  public byte[] bytes() {
    return Stored.pixels(tensor(Normalisation.ZERO_TO_ONE));
  }

  /** The same to look at: in colour, or grey where the network sees grey. */
  public byte[] png() {
    return picture().png();
  }

  /** The same as bytes of red, green and blue, row by row. */
  public byte[] rgb() {
    return picture().rgb();
  }

  private Picture picture() {
    return Picture.ofPlanes(
        input.width(),
        input.height(),
        planes[0],
        planes[1 % planes.length],
        planes[2 % planes.length]);
  }
}
