package fovea.engine.network;

/** What stands in the cells past the border: PyTorch's {@code padding_mode}. */
public enum PaddingMode {
  ZEROS, REFLECT, REPLICATE, CIRCULAR
}
