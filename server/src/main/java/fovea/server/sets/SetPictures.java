package fovea.server.sets;

import fovea.engine.network.Shape;
import fovea.server.http.Refusal;
import fovea.server.picture.Fit;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureDecoder;
import fovea.server.picture.PictureFit;
import fovea.web.Words;

/**
 * Makes pictures of a set out of files: the middle of what a file shows, as networks see it unless they are told
 * otherwise. Counts their pixels. For one request.
 */
final class SetPictures {

  /** Of all files of a request; more would keep others from the decoder. */
  private static final int MOST_MEGAPIXELS = 200;

  private final PictureDecoder decoder;
  private final Words words;
  private final Shape.Maps shape;
  private long pixels;

  SetPictures(PictureDecoder decoder, Words words, Shape.Maps shape) {
    this.decoder = decoder;
    this.words = words;
    this.shape = shape;
  }

  /**
   * The picture in a file, in the set's shape.
   *
   * @throws Refusal as the decoder says, or 422 once there are too many pixels
   */
  byte[] of(byte[] file) {
    Picture picture = decoder.decode(file, words);
    pixels += (long) picture.width() * picture.height();
    if (pixels > MOST_MEGAPIXELS * 1_000_000L) {
      throw Refusal.overLimit("set_pixels", "The pictures have more than " + MOST_MEGAPIXELS
          + " megapixels together; make them smaller, or send a part of them.");
    }
    return PictureFit.fit(picture, shape, Fit.CROP).bytes();
  }

  /** The same of a file in a zip; a refusal says which. */
  byte[] of(String path, byte[] file) {
    try {
      return of(file);
    } catch (Refusal refusal) {
      throw refusal.status() == 400
          ? Refusal.malformed(path + ": " + refusal.detail())
          : refusal;
    }
  }
}
