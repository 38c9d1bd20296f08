package fovea.engine.repair;

import java.util.List;

/**
 * What a repair does, in English as PyTorch's users would say it; {@code {0}} stands for the first
 * of its figures. A page in another language has a sentence of its own for each.
 */
public enum Way {
  // @formatter:off
  SET("Set {0}"),
  SET_TO("Set {0} to {1}"),
  SET_OF("Set {0} of {1} to {2}"),
  SET_LEGAL("Set {0} to legal values"),
  KERNEL("Make the kernel {0}"),
  WINDOW_TWICE_THE_PADDING("Make the window twice the padding"),
  PAD_BY("Pad by {0}"),
  PAD_BY_HALF_OF_THE_KERNEL("Pad by half of the kernel instead of \"same\""),
  PAD_BY_HALF_OF_THE_WINDOW("Pad by half of the window"),
  PAD_AS_ALLOWED("Pad by as much as the input allows"),
  PAD_WITH_ZEROS("Pad with zeros"),
  FEWER_OUTPUTS("Use fewer outputs"),
  DEPTHWISE("One group for each channel (depthwise)"),
  INPUT("Make the input {0}"),
  SMALLER_PICTURE("Use a smaller picture, {0}"),
  LARGER_PICTURE("Use a larger picture, {0}"),
  AVERAGE_DOWN("Average down to {0} first"),
  AVERAGE_AND_FLATTEN("Average each map, then Flatten"),
  AVERAGE_BEFORE("Average each map before {0}"),
  FLATTEN_BEFORE("Insert Flatten before {0}"),
  RELU_BETWEEN("Put a ReLU between them"),
  CONCAT("Use Concat instead"),
  CONCAT_FIRST("Join them with Concat first"),
  ADAPT("Adapt to {0} with {1}"),
  MOVE_BEHIND("Move {0} after {1}"),
  READ("Let {0} read {1}"),
  READ_BEFORE_FLATTEN("Let {0} read {1}, before the Flatten"),
  READ_IN_PLACE("Read {0} in place of {1}"),
  READ_ONLY("Read only {0}"),
  READ_AS_WELL("Read {0} as well"),
  READ_TWICE("Read {0} twice"),
  CLASSIFY("Add a Flatten and a Linear to {0}"),
  NAME("Name it {0}"),
  REMOVE("Remove {0}"),
  REMOVE_FLATTEN("Remove the Flatten {0}");
  // @formatter:on

  private final String english;

  Way(String english) {
    this.english = english;
  }

  /** The sentence with its figures, such as a layer's id or a size. */
  Title with(Object... figures) {
    return new Title(this, List.of(figures).stream().map(Object::toString).toList());
  }

  /**
   * What one repair does, as on a button.
   *
   * @param way the sentence
   * @param figures what stands in it
   */
  public record Title(Way way, List<String> figures) {

    /** In English. */
    @Override
    public String toString() {
      String title = way.english;
      for (int i = 0; i < figures.size(); i++) {
        title = title.replace("{" + i + "}", figures.get(i));
      }
      return title;
    }
  }
}
