package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Volume;

/**
 * The gradient of a convolution's weights, {@code Σ gradient[o, pixel] · in[c, pixel + tap]} over all
 * pixels. A picture's share is added to sums in an order that suits the loops; whoever owns the sums
 * decides which pictures go into them, and in the end brings them to where they belong. Immutable, for many
 * threads.
 */
public interface WeightGradient {

  /** The fastest one for a convolution that reads what a layer has read, and gives what it has given. */
  static WeightGradient of(Convolution conv) {
    if (conv.inPerGroup == 1 && conv.outPerGroup == 1 && DepthwiseGradient.fits(conv)) {
      return new DepthwiseGradient(conv);
    }
    return LaidOutGradient.fits(conv) ? new LaidOutGradient(conv) : new TapwiseGradient(conv);
  }

  /** How many pieces there are that can be computed side by side. */
  int tiles();

  /** Floats of all sums. */
  int floats();

  /**
   * Adds a picture's share to the sums of some tiles.
   *
   * @param from the first tile
   * @param to the one behind the last
   * @param at where the sums of tile 0 begin
   */
  void add(Volume in, Volume gradient, int from, int to, float[] sums, int at);

  /** Brings the sums of some tiles to where the gradients of weights lie, in the weights' order. */
  void store(int from, int to, float[] sums, int at, float[] gradients);
}
