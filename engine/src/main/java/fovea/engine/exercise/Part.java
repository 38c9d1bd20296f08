package fovea.engine.exercise;

import fovea.engine.network.Axis;
import java.util.Locale;

/** One of the numbers that an exercise asks for. */
public enum Part {
  /** Of a layer's output. */
  CHANNELS,
  /** Of a layer's output, in rows. */
  HEIGHT,
  /** Of a layer's output, in columns. */
  WIDTH,
  /** Of a layer that gives no maps: how many numbers. */
  FEATURES,
  /** The numbers that a layer learns. */
  PARAMETERS,
  /** The numbers that a network learns. */
  TOTAL_PARAMETERS,
  /** The side of a square receptive field, in pixels. */
  FIELD,
  /** The rows of a receptive field that is not square. */
  FIELD_HEIGHT,
  /** The columns of a receptive field that is not square. */
  FIELD_WIDTH;

  /** The word for it in messages, such as {@code field_height}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Part size(Axis axis) {
    return axis == Axis.HEIGHT ? HEIGHT : WIDTH;
  }
}
