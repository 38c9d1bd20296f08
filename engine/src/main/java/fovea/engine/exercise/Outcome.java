package fovea.engine.exercise;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of a run, as far as a goal asks for it.
 *
 * @param picture the word for what the network saw, as {@link fovea.engine.tensor.Tensor#word} has it
 * @param largest where the last layer's largest number is, counted from 0: its place in a vector, or the
 *     map that it lies in; -1 if no number is the largest
 */
public record Outcome(String picture, int largest) {

  private static final Pattern WORD = Pattern.compile("(-1|\\d{1,9})@([0-9a-f]{1,64})");

  /** All of it in a word, such as {@code 7@0a1b}. */
  public String word() {
    return largest + "@" + picture;
  }

  /** The outcome of such a word; empty for any other. */
  public static Optional<Outcome> of(String word) {
    Matcher written = WORD.matcher(word);
    return written.matches()
        ? Optional.of(new Outcome(written.group(2), Integer.parseInt(written.group(1))))
        : Optional.empty();
  }
}
