package fovea.engine.kernel.convolution;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Kernel;

/** A kernel of one convolution, which can take other weights of the same shape. */
public interface ConvolutionKernel extends Kernel {

  /**
   * Packs other weights, as they change while a network learns. Nobody may compute meanwhile, so only
   * for a kernel that is its owner's alone.
   *
   * @param conv the convolution that this kernel was made of, or one that differs in its numbers only
   */
  void repack(Convolution conv);

  /** The fastest one, by the rules in docs/engine.md. */
  static ConvolutionKernel of(Convolution conv, Epilogue epilogue) {
    if (DepthwiseConvolution.fits(conv)) {
      return new DepthwiseConvolution(conv, epilogue, null);
    }
    if (Winograd.fits(conv)) {
      return new Winograd(conv, epilogue);
    }
    return WindowConvolution.fits(conv)
        ? new WindowConvolution(conv, epilogue)
        : new DenseConvolution(conv, epilogue);
  }
}
