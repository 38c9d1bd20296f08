package fovea.server.picture;

import java.util.List;

/**
 * What a network looks at, and how: which picture, how it is fitted, what is done to it then, how its
 * values are scaled.
 */
public record PictureChoice(
    PictureSource source, Fit fit, Normalisation normalisation, List<Step> steps) {

  public PictureChoice {
    steps = List.copyOf(steps);
  }

  /** A picture to which nothing is done. */
  public PictureChoice(PictureSource source, Fit fit, Normalisation normalisation) {
    this(source, fit, normalisation, List.of());
  }

  /** The same picture through other steps. */
  public PictureChoice through(List<Step> otherSteps) {
    return new PictureChoice(source, fit, normalisation, otherSteps);
  }

  /** What a newcomer's first network looks at. */
  public static final PictureChoice STARTER = new PictureChoice(
      new PictureSource.BuiltIn("harbour"), Fit.CROP, Normalisation.ZERO_TO_ONE);
}
