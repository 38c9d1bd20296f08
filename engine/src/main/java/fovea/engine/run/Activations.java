package fovea.engine.run;

import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The values that a run has computed, layer by layer. Immutable. */
public final class Activations {

  /** Of no layer. */
  public static final Activations NONE = new Activations(Map.of());

  /** One layer's values with the shape that people see. */
  record Entry(Shape shape, String key, Computed computed) {}

  private final Map<String, Entry> entries;

  Activations(Map<String, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** The ids of the layers whose values are here. */
  public Set<String> layers() {
    return entries.keySet();
  }

  /** Whether that layer's values are here. */
  public boolean has(String layer) {
    return entries.containsKey(layer);
  }

  /**
   * A fresh copy of the layer's values, {@code [C, H, W]} or {@code [N]}.
   *
   * @throws NoSuchElementException if they are not here
   */
  public Tensor tensor(String layer) {
    Entry entry = entry(layer);
    return entry.computed.volume().tensor(entry.shape);
  }

  /**
   * The layer's values as kernels read them: not a copy, and only to be read.
   *
   * @throws NoSuchElementException if they are not here
   */
  public Volume volume(String layer) {
    return entry(layer).computed.volume();
  }

  /** The word that stands for these values: two layers with the same key hold the same numbers. */
  public String key(String layer) {
    return entry(layer).key;
  }

  /** How long the layer took when it was computed, be it in this run or in an earlier one. */
  public long nanos(String layer) {
    return entry(layer).computed.nanos();
  }

  /** How the layer was computed, in the words of the inspector. */
  public String kernel(String layer) {
    return entry(layer).computed.kernel();
  }

  private Entry entry(String layer) {
    Entry entry = entries.get(layer);
    if (entry == null) {
      throw new NoSuchElementException("the run has kept no values of layer " + layer);
    }
    return entry;
  }
}
