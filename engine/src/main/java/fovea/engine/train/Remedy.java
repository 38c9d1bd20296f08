package fovea.engine.train;

/** What to try when a training has lost its numbers. */
public enum Remedy {
  SMALLER_RATE, WARM_UP, LESS_MOMENTUM, BATCH_NORM, CHECK_PICTURES
}
