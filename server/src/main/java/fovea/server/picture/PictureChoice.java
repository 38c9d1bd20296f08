package fovea.server.picture;

/** What a network looks at, and how: which picture, how it is fitted, how its values are scaled. */
public record PictureChoice(PictureSource source, Fit fit, Normalisation normalisation) {

  /** What a newcomer's first network looks at. */
  public static final PictureChoice STARTER = new PictureChoice(
      new PictureSource.BuiltIn("harbour"), Fit.CROP, Normalisation.ZERO_TO_ONE);
}
