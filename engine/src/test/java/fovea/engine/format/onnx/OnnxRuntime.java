package fovea.engine.format.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** ONNX Runtime, running what we export. */
final class OnnxRuntime {

  private OnnxRuntime() {}

  /** The activations of the layers, without the batch axis. */
  static Map<String, Tensor> run(
      NetworkReading network, Weights weights, Tensor input, List<String> outputs)
      throws IOException, OrtException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    OnnxModel.write(network, weights, outputs, model);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = LongStream.concat(LongStream.of(1), Arrays.stream(input.shape()).asLongStream())
        .toArray();
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor picture = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.data()),
            shape);
        OrtSession.Result result = session.run(Map.of(Node.INPUT, picture))) {
      Map<String, Tensor> activations = new HashMap<>();
      for (var output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        float[] numbers = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(numbers);
        int[] dims = Arrays.stream(tensor.getInfo().getShape()).skip(1).mapToInt(Math::toIntExact)
            .toArray();
        activations.put(output.getKey(), Tensor.of(numbers, dims));
      }
      return activations;
    }
  }
}
