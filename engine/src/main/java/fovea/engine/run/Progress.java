package fovea.engine.run;

/** Is told how far a run has come, on the thread that asked for the run. */
@FunctionalInterface
public interface Progress {

  /** Nobody wants to know. */
  Progress NONE = (_, _, _) -> {};

  /**
   * A layer is there, computed or remembered.
   *
   * @param id the layer
   * @param macsDone the work done so far, in multiply-accumulates and steps that cost as much
   * @param macsTotal the work of the whole run in the same unit
   */
  void layerDone(String id, long macsDone, long macsTotal);
}
