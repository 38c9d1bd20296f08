package fovea.web.learn;

import java.util.Locale;

/** Which part of the product lies beside a step's text, to be moved by it and by hand. */
public enum Piece {
  /** The arithmetic of one number. */
  UNIT,
  /** The columns of all layers, the picture with what a unit sees, and a map. */
  MAPS,
  /** The editor of one layer, with its numbers and their formulas. */
  LAYER,
  /** Each convolution beside its locally and fully connected equals. */
  PARAMETERS,
  /** What each layer does when the picture moves. */
  EQUIVARIANCE,
  /** What makes a picture one for convolutions. */
  LOCALITY,
  /** Pooling beside convolutions with a stride. */
  POOLING,
  /** All layers and their numbers. */
  TABLE;

  /** The word that templates and style sheets have for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the network has to be computed on the picture for it. */
  public boolean needsRun() {
    return this == MAPS;
  }
}
