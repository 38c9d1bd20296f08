package fovea.server.picture;

import fovea.engine.network.Shape;

/** Brings a picture to the size of a network's input. */
public final class PictureFit {

  private PictureFit() {}

  /**
   * The picture as this input holds it: grey for one channel (by luma, as Pillow's "L"), else red,
   * green, blue, and from the start again if there are more channels.
   */
  public static FittedPicture fit(Picture picture, Shape.Maps input, Fit fit) {
    int width = input.width();
    int height = input.height();
    // How many old pixels become one new one, if the whole picture were used along that axis.
    double across = picture.width() / (double) width;
    double down = picture.height() / (double) height;
    return switch (fit) {
      case STRETCH -> part(picture, input, across * width, down * height);
      case CROP -> {
        double scale = Math.min(across, down);
        yield part(picture, input, scale * width, scale * height);
      }
      case PAD -> {
        double scale = Math.max(across, down);
        int innerWidth = inner(picture.width() / scale, width);
        int innerHeight = inner(picture.height() / scale, height);
        Resampling columns = Resampling.of(0, picture.width(), picture.width(), innerWidth);
        Resampling rows = Resampling.of(0, picture.height(), picture.height(), innerHeight);
        yield new FittedPicture(input, framed(
            Resampling.planes(picture, columns, rows), innerWidth, innerHeight, width, height));
      }
    };
  }

  private static int inner(double side, int whole) {
    return Math.clamp(Math.round(side), 1, whole);
  }

  /** The centred part of so many old pixels, all of the input filled with it. */
  private static FittedPicture part(
      Picture picture, Shape.Maps input, double partWidth, double partHeight) {
    Resampling columns = Resampling.of(
        (picture.width() - partWidth) / 2, partWidth, picture.width(), input.width());
    Resampling rows = Resampling.of(
        (picture.height() - partHeight) / 2, partHeight, picture.height(), input.height());
    return new FittedPicture(input, Resampling.planes(picture, columns, rows));
  }

  private static float[][] framed(
      float[][] inner, int innerWidth, int innerHeight, int width, int height) {
    int left = (width - innerWidth) / 2;
    int top = (height - innerHeight) / 2;
    float[][] planes = new float[inner.length][height * width];
    for (int c = 0; c < inner.length; c++) {
      for (int y = 0; y < innerHeight; y++) {
        System.arraycopy(
            inner[c], y * innerWidth, planes[c], (top + y) * width + left, innerWidth);
      }
    }
    return planes;
  }
}
