package fovea.web.workbench;

import fovea.engine.network.Shape;
import fovea.web.Words;
import java.util.stream.Collectors;

/** Shapes as people read and hear them. */
public final class ShapeWords {

  private final Words words;

  public ShapeWords(Words words) {
    this.words = words;
  }

  /** In little room: 10×62×62, 1,690. */
  public String narrow(Shape shape) {
    return switch (shape) {
      case Shape.Maps(int channels, int height, int width) ->
        channels + "×" + height + "×" + width;
      case Shape.Features(long count) -> words.numbers().whole(count);
    };
  }

  /** In less room, squares as squares: 10×62². */
  String narrowest(Shape shape) {
    return shape instanceof Shape.Maps(int channels, int height, int width) && height == width
        ? channels + "×" + height + "²"
        : narrow(shape);
  }

  /** As a number on the page: 10 × 62 × 62, 1,690. */
  String wide(Shape shape) {
    return shape.dimensions().stream()
        .map(words.numbers()::whole)
        .collect(Collectors.joining(" × "));
  }

  /** For readers of screens: 64 feature maps of 112 by 112. */
  String said(Shape shape) {
    return switch (shape) {
      case Shape.Maps(int channels, int height, int width) ->
        words.say("shape.of", words.count("shape.maps", channels), words.numbers().whole(height),
            words.numbers().whole(width));
      case Shape.Features(long count) -> words.count("shape.features", count);
    };
  }

  /** For scripts: 10 62 62. */
  static String data(Shape shape) {
    return shape.dimensions().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
