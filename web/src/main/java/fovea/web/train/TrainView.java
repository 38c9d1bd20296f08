package fovea.web.train;

import fovea.web.workbench.FieldView.Choice;
import java.util.List;

/**
 * The page on which a network is trained, ready to print. What moves while it learns is asked for by scripts.
 *
 * @param title of the window
 * @param name of the network
 * @param address of the network's page
 * @param picture what it looks at; empty if nothing
 * @param state {@code none}, {@code running}, {@code paused}, {@code done} or {@code lost}
 * @param id of the training; empty if there is none
 * @param isOpen whether what to learn stands open: not while it is being learned
 * @param sets to choose from
 * @param misfits for sets that the network cannot learn from as it is
 * @param options in groups
 * @param names of classes in the reader's language, by those that the training has, as JSON
 * @param batch pictures of a step
 * @param progress how far it is
 * @param sentence what was lost; empty if nothing was
 * @param remedies what to try then
 */
public record TrainView(
    String title, String name, String address, String picture, String state, String id,
    boolean isOpen, List<SetView> sets, List<Misfit> misfits, List<Group> options,
    String names, String batch, Progress progress, String sentence, List<Remedy> remedies) {

  /**
   * A set.
   *
   * @param word it is sent by
   * @param name it is called by
   * @param note how many classes it has
   * @param pictures addresses of some
   * @param alt what these pictures are of
   * @param epochs how often each is usually seen
   */
  public record SetView(
      String word, String name, String note, List<String> pictures, String alt, int epochs,
      boolean isChosen) {}

  /**
   * Why the network cannot learn from a set as it is.
   *
   * @param set its word
   * @param sentence the reason
   * @param repair what would mend it, as on a button that starts as well; empty if nothing is known to
   */
  public record Misfit(String set, String sentence, String repair, boolean isShown) {}

  /** Options that belong together. */
  public record Group(String title, List<Option> options) {

    /** Whether what becomes of a picture is shown below them. */
    public boolean isAugmenting() {
      return options.stream().anyMatch(option -> option.name.startsWith("augment_"));
    }
  }

  /**
   * An option.
   *
   * @param name PyTorch's, under which it is sent
   * @param label what it is in words
   * @param value as it stands in the field
   * @param mode which keys a phone offers: {@code numeric} or {@code decimal}
   * @param usual the value that it has otherwise, by optimiser where that matters: {@code sgd:0.02 adam:0.002}
   * @param needs the optimisers that know it; empty for all
   * @param choices to choose from; empty for a number
   * @param hint what it does, in a sentence
   */
  public record Option(
      String name, String label, String value, String mode, String usual, String needs,
      List<Choice> choices, String hint) {

    /** Whether one of a few is chosen. */
    public boolean isChoice() {
      return !choices.isEmpty();
    }
  }

  /**
   * How far the training is.
   *
   * @param said the steps in words; empty before the first training
   * @param moments the steps whose weights are kept, separated by spaces
   * @param last the place of the last of them
   * @param index the place of the one whose weights the network has, or else of the last
   */
  public record Progress(
      int step, int steps, String said, String moments, int last, int index) {}

  /**
   * What to try after the numbers were lost: a new training with other options.
   *
   * @param title what it does, as on a button
   * @param options all that are sent
   */
  public record Remedy(String title, List<Sent> options) {}

  /** An option and its value. */
  public record Sent(String name, String value) {}
}
