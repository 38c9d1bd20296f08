package fovea.server.workbench;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.FittedPicture;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureFit;
import fovea.server.picture.PictureSource;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.PictureStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What networks look at: pictures in the size of their input, the last few remembered, because every
 * small map on a page asks for the same. Thread-safe.
 */
final class Inputs {

  /** More values than a 4K frame has; a larger input is never allocated. */
  static final long MAX_VALUES = 25_000_000;

  private static final int REMEMBERED = 24;

  /** So that what is remembered is small: 24 photographs at 224 × 224 are 29 MB. */
  private static final long MAX_REMEMBERED_VALUES = 500_000;

  private final PictureStore pictures;
  private final BuiltInPictures builtIn;

  private final Map<Wanted, Seen> remembered = new LinkedHashMap<>(32, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Wanted, Seen> eldest) {
      return size() > REMEMBERED;
    }
  };

  private record Wanted(Owner owner, PictureChoice choice, Shape.Maps input) {}

  /** What a network sees, to look at and as numbers. */
  record Seen(FittedPicture picture, Tensor tensor) {}

  Inputs(PictureStore pictures, BuiltInPictures builtIn) {
    this.pictures = pictures;
    this.builtIn = builtIn;
  }

  /** What this network sees; empty if its input has no size that a picture could have. */
  Optional<Seen> of(Owner owner, KeptNetwork kept) {
    Shape.Maps input = kept.network().input();
    return isPossible(input)
        ? Optional.of(seen(new Wanted(owner, kept.picture(), input)))
        : Optional.empty();
  }

  private static boolean isPossible(Shape.Maps input) {
    boolean positive = input.channels() > 0 && input.height() > 0 && input.width() > 0;
    return positive
        && (double) Math.max(3, input.channels()) * input.height() * input.width() <= MAX_VALUES;
  }

  private Seen seen(Wanted wanted) {
    synchronized (remembered) {
      Seen known = remembered.get(wanted);
      if (known != null) {
        return known;
      }
    }
    PictureChoice choice = wanted.choice;
    FittedPicture fitted = PictureFit.fit(
        picture(wanted.owner, choice.source()), wanted.input, choice.fit())
        .after(choice.steps());
    Seen seen = new Seen(fitted, fitted.tensor(choice.normalisation()));
    if (seen.tensor.size() <= MAX_REMEMBERED_VALUES) {
      synchronized (remembered) {
        remembered.put(wanted, seen);
      }
    }
    return seen;
  }

  /** A picture that is gone gives way to the first one, so that a network always sees something. */
  private Picture picture(Owner owner, PictureSource source) {
    Optional<Picture> picture = switch (source) {
      case PictureSource.BuiltIn(String name) -> builtIn.picture(name);
      case PictureSource.Kept(String id) -> pictures.find(owner, id);
    };
    return picture
        .or(() -> builtIn.picture(builtIn.names().getFirst()))
        .orElseThrow(() -> Refusal.notFound("There is no such picture."));
  }
}
