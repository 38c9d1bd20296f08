package fovea.engine.exercise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A question by its address: the same three numbers ask the same question at any time.
 *
 * @param kind what is asked for
 * @param level from 1, a layer or two, to {@link #LEVELS}, with all that windows can do
 * @param seed which of the endlessly many
 */
public record Question(Kind kind, int level, long seed) {

  /** How many levels there are. */
  public static final int LEVELS = 3;

  /** What a question asks for. */
  public enum Kind {
    /** The shape that a layer gives. */
    SHAPE,
    /** How many numbers a layer learns. */
    PARAMETERS,
    /** How many rows and columns of the picture a unit sees, the borders infinitely far away. */
    FIELD;

    /** The word for it in addresses and messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word. */
    public static Optional<Kind> named(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  public Question {
    if (level < 1 || level > LEVELS) {
      throw new IllegalArgumentException(
          "a question's level is from 1 to " + LEVELS + ", found " + level);
    }
  }

  /** A name for its network, such as {@code shape-2-1234}. */
  public String name() {
    return kind.word() + "-" + level + "-" + seed;
  }
}
