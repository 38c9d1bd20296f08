package fovea.engine.kernel.learning;

/**
 * Whose memory a layer needs, so that as little as possible is taken.
 *
 * @param writesOver whether its values may take the memory of what it first reads
 * @param passesOn whether the gradient of what it first reads may take the memory of its own
 * @param readsOutput whether the way back reads what it gave, so that nobody may write over it
 */
public record Habits(boolean writesOver, boolean passesOn, boolean readsOutput) {

  /** Everything in memory of its own, as far as it knows. */
  static final Habits NONE = new Habits(false, false, false);
}
