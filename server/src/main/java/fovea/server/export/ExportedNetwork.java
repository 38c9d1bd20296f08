package fovea.server.export;

import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import java.util.List;

/**
 * What is exported.
 *
 * @param reading the network, which must be legal
 * @param weights parameters that fit it
 * @param outputs ids of the layers that a file of values gives out; empty: the last
 * @param annotated whether code says line by line where parameters live and what shapes there are
 */
public record ExportedNetwork(NetworkReading reading, Weights weights, List<String> outputs,
    boolean annotated) {

  public ExportedNetwork {
    outputs = List.copyOf(outputs);
  }
}
