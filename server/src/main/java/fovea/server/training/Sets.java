package fovea.server.training;

import fovea.engine.dataset.Channels;
import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Remembered;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.drawn.Places;
import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.network.Shape;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.Recent;
import java.util.List;
import java.util.stream.Stream;

/**
 * What networks learn from, by a word for each set, in the shape that a network reads. Pictures that are drawn are
 * remembered as long as there is room, for all who learn from the same. Thread-safe.
 */
public final class Sets {

  /** Those that are drawn, and never end. */
  public static final List<String> DRAWN = List.of("shapes", "strokes", "places");

  /** How many pictures of a set without end show whether something was learned. */
  public static final int VALIDATION = 500;

  /** Everybody learns from the same pictures: what is learned depends on the training's seed alone. */
  private static final long SEED = 1;

  /** Of a picture to learn from; its bytes, as numbers, are four times as many. */
  private static final int MOST_VALUES = 4_000_000;

  /** Smaller pictures cannot be told apart. */
  private static final int LEAST_SIDE = 16;

  private record Wanted(String word, Shape.Maps shape, int pictures) {}

  private final long maxBytes;
  private final MadeSets made;
  private final Recent<Wanted, Split> drawn;

  /** {@code maxBytes}: of all drawn pictures that are remembered. */
  public Sets(long maxBytes, MadeSets made) {
    this.maxBytes = maxBytes;
    this.made = made;
    this.drawn = new Recent<>(maxBytes, this::bytes, this::draw);
  }

  /** The set that a plan names, as {@link #find(Owner, String, Shape.Maps, int)}. */
  public Split find(Owner owner, Shape.Maps input, TrainingPlan plan) {
    return find(owner, plan.set(), input, plan.pictures());
  }

  /**
   * The set of that word, for a network that reads pictures of that shape.
   *
   * @param pictures to learn from, where there is no end of them
   * @throws Refusal 404 if there is none, or it is somebody else's; 422 if its pictures cannot be so small or so
   *     large, or are too few
   */
  public Split find(Owner owner, String word, Shape.Maps input, int pictures) {
    requirePossible(input);
    return MadeSets.isOne(word) ? made.find(owner, word, input) : drawn(word, input, pictures);
  }

  /** The same for who shows or counts a few of its pictures: those of a made set are read one by one. */
  public Split look(Owner owner, String word, Shape.Maps input, int pictures) {
    requirePossible(input);
    return MadeSets.isOne(word) ? made.look(owner, word, input) : drawn(word, input, pictures);
  }

  /** The set that a plan names, as {@link #look(Owner, String, Shape.Maps, int)}. */
  public Split look(Owner owner, Shape.Maps input, TrainingPlan plan) {
    return look(owner, plan.set(), input, plan.pictures());
  }

  /**
   * The names of a set's classes.
   *
   * @throws Refusal 404 if there is none, or it is somebody else's
   */
  public List<String> classes(Owner owner, Shape.Maps input, TrainingPlan plan) {
    return MadeSets.isOne(plan.set())
        ? made.classes(owner, plan.set())
        : find(owner, input, plan).training().classes();
  }

  private static void requirePossible(Shape.Maps input) {
    boolean isPositive = Math.min(input.channels(), Math.min(input.height(), input.width())) > 0;
    if (!isPositive
        || (double) Math.max(3, input.channels()) * input.height() * input.width() > MOST_VALUES) {
      throw Refusal.overLimit("input_values", "No picture is made for an input of " + input
          + "; each side must be at least 1 and all together at most " + MOST_VALUES + ".");
    }
  }

  private Split drawn(String word, Shape.Maps input, int pictures) {
    if (!DRAWN.contains(word)) {
      throw Refusal.notFound("There is no set \"" + word + "\" to learn from, or it is not yours.");
    }
    if (input.height() < LEAST_SIDE || input.width() < LEAST_SIDE) {
      throw Refusal.unusable("The pictures of this set have at least " + LEAST_SIDE + " × "
          + LEAST_SIDE + " pixels, and the network reads " + input
          + "; give it a larger input, or choose another set.");
    }
    return drawn.of(new Wanted(word, input, pictures));
  }

  /**
   * A set that somebody can choose.
   *
   * @param name that its maker gave it; empty for those that are drawn
   */
  public record Choice(String word, String name) {}

  /** All that a visitor can choose from: what is drawn, their own, those of the rooms that they are in. */
  public List<Choice> choices(Owner visitor) {
    return Stream.concat(
        DRAWN.stream().map(word -> new Choice(word, "")),
        made.all(visitor).stream().map(set -> new Choice(MadeSets.word(set), set.name())))
        .toList();
  }

  /**
   * The word for a set as it is now: a training learns from the same pictures whatever is added to it later.
   *
   * @throws Refusal 404 if it was made, and there is no such set for them
   */
  public String asItIs(Owner owner, String word) {
    return MadeSets.isOne(word) ? made.asItIs(owner, word) : word;
  }

  private Split draw(Wanted wanted) {
    Shape.Maps shape = wanted.shape;
    Dataset all = switch (wanted.word) {
      case "shapes" -> new Shapes(shape.height(), shape.width(), SEED);
      case "strokes" -> new Strokes(shape.height(), shape.width(), SEED);
      default -> new Places(shape.height(), shape.width(), SEED);
    };
    Dataset fitting = all.shape().channels() == shape.channels()
        ? all
        : new Channels(all, shape.channels());
    Split split = Split.ofEndless(fitting, wanted.pictures, VALIDATION);
    return isSmall(split)
        ? new Split(new Remembered(split.training()), new Remembered(split.validation()))
        : split;
  }

  /** Whether another one is remembered beside it. */
  private boolean isSmall(Split split) {
    return Remembered.bytes(split.training()) + Remembered.bytes(split.validation()) <= maxBytes
        / 2;
  }

  /** What a set takes once all of its pictures have been drawn, or its places alone. */
  private long bytes(Split split) {
    long places = (long) Integer.BYTES
        * (split.training().count() + split.validation().count());
    return split.training() instanceof Remembered
        ? places + Remembered.bytes(split.training()) + Remembered.bytes(split.validation())
        : places;
  }
}
