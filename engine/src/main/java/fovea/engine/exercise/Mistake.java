package fovea.engine.exercise;

import java.util.Locale;

/**
 * What usually goes wrong, each known by the value that it leads to. The more usual stand first where
 * several lead to the same.
 */
public enum Mistake {
  /** The padding on one side only. */
  PADDING_ONCE,
  /** No padding at all. */
  PADDING_FORGOTTEN,
  /** The first place, or the unit itself, not counted. */
  PLUS_ONE_FORGOTTEN,
  /** Every step of one cell. */
  STRIDE_FORGOTTEN,
  /** A last window that does not fit counted as if {@code ceil_mode} were set. */
  CEIL_FOR_FLOOR,
  /** {@code ceil_mode} overlooked. */
  FLOOR_FOR_CEIL,
  /** Of {@code ceil_mode}: a last window that begins in the padding at the end counted too. */
  LAST_WINDOW_KEPT,
  /** A kernel with gaps taken for one without. */
  DILATION_FORGOTTEN,
  /** A transposed convolution's {@code output_padding} overlooked. */
  OUTPUT_PADDING_FORGOTTEN,
  /** A transposed convolution computed as an ordinary one. */
  TRANSPOSED_AS_CONVOLUTION,
  /** Height for width. */
  AXES_SWAPPED,

  /** A convolution taken to give as many maps as it reads. */
  CHANNELS_KEPT,
  /** A convolution taken to give a map for each pair of input and output. */
  CHANNELS_MULTIPLIED,
  /** Of maps laid behind each other only one input's counted. */
  CHANNELS_NOT_JOINED,
  /** Maps that are added cell by cell laid behind each other instead. */
  CHANNELS_ADDED,

  /** Weights only. */
  BIAS_FORGOTTEN,
  /** A bias where there is none. */
  BIAS_ADDED,
  /** A bias for each pair of input and output map. */
  BIAS_PER_KERNEL,
  /** A bias for each weight. */
  BIAS_PER_WEIGHT,
  /** A bias for each number of the output. */
  BIAS_PER_POSITION,
  /** A kernel that reads one map only. */
  IN_CHANNELS_FORGOTTEN,
  /** One kernel only. */
  OUT_CHANNELS_FORGOTTEN,
  /** The picture's channels in place of those that the layer reads. */
  PICTURE_CHANNELS,
  /** Every map read by every kernel in spite of {@code groups}. */
  GROUPS_IGNORED,
  /** One group's weights only. */
  GROUP_COUNTED_ONCE,
  /** {@code k} for {@code k × k}. */
  KERNEL_NOT_SQUARED,
  /** {@code k_h × k_h} or {@code k_w × k_w} for {@code k_h × k_w}. */
  KERNEL_TAKEN_SQUARE,
  /** Weights for every position, as if they were not shared. */
  NOT_SHARED,
  /** Of flattened maps only the channels counted as features. */
  POSITIONS_FORGOTTEN,
  /** A batch norm's running mean and variance counted, which are not learnt. */
  RUNNING_STATISTICS_COUNTED,
  /** Of a whole network: its Linear layers left out. */
  LINEAR_LAYERS_FORGOTTEN,

  /** Every layer taken to grow the field by its own cells, not by those of the picture. */
  STRIDES_IGNORED,
  /** A layer's own stride counted for its own kernel already. */
  STRIDE_TOO_EARLY,
  /** The sum of the kernels. */
  KERNELS_ADDED,
  /** The product of the kernels. */
  KERNELS_MULTIPLIED,
  /** The last window alone. */
  LAST_KERNEL_ALONE,
  /** Pooling taken to multiply the field by its stride; it multiplies the jump. */
  POOLING_DOUBLES,
  /** Pooling taken to leave all as it is. */
  POOLING_IGNORED,
  /** Of two paths the one that sees less. */
  SHORTER_BRANCH,
  /** The fields of two paths added, though they lie upon each other. */
  BRANCHES_ADDED;

  /** The word for it in messages, such as {@code padding_once}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
