package fovea.engine.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.engine.format.onnx.OnnxModel;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** ONNX Runtime with all its optimisations, holding one exported network. */
final class Peer implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final long[] shape;

  Peer(NetworkReading network, Weights weights, int threads) throws IOException, OrtException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    OnnxModel.of(network, weights, List.of()).write(model);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    // Its threads look out for work for a while after a run, on the cores that our next run is timed on.
    options.addConfigEntry("session.force_spinning_stop", "1");
    session = environment.createSession(model.toByteArray(), options);
    shape = LongStream.concat(LongStream.of(1), network.network().input().dimensions().stream()
        .mapToLong(Long::longValue)).toArray();
  }

  /** The last layer's values, flat. */
  float[] run(Tensor input) throws OrtException {
    try (
        OnnxTensor picture = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.data()),
            shape);
        OrtSession.Result result = session.run(Map.of(Node.INPUT, picture))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  @Override
  public String toString() {
    return "ONNX Runtime " + environment.getVersion() + " " + Arrays.toString(shape);
  }
}
