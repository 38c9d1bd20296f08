package fovea.engine.network;

/** How Upsample fills the new cells; bilinear is PyTorch's {@code align_corners=False}. */
public enum UpsampleMode {
  NEAREST, BILINEAR
}
