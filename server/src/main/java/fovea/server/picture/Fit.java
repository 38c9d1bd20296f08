package fovea.server.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens to a picture whose sides are not in the same proportion as the network's input. */
public enum Fit {
  /** The largest centred part of the right proportion; what sticks out is cut off. */
  CROP,
  /** The whole picture, centred, with black around it. */
  PAD,
  /** The whole picture, distorted to the input's proportion. */
  STRETCH;

  /** The word used in forms and calls: {@code crop}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fit of this word. */
  public static Optional<Fit> of(String word) {
    return Arrays.stream(values()).filter(fit -> fit.word().equals(word)).findFirst();
  }
}
