package fovea.engine;

import fovea.engine.reading.Extent;

/** What is said of a receptive field along an axis: its size, the mean jump, and how far it begins. */
public record Figures(long size, double jump, long padding) {

  /** What a reading says. */
  public static Figures of(Extent extent) {
    return new Figures(extent.size().longValueExact(), extent.jump().toDouble(),
        extent.padding().longValueExact());
  }
}
