package fovea.engine.format.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // A file, not an array: some networks have half a gigabyte of weights.
    Path file = Files.createTempFile("fovea", ".onnx");
    try {
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
        OnnxModel.of(network, weights, outputs).write(stream);
      }
      return run(file, input);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Tensor> run(Path file, Tensor input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = LongStream.concat(LongStream.of(1), Arrays.stream(input.shape()).asLongStream())
        .toArray();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor picture = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.data()),
            shape);
        OrtSession.Result result = session.run(Map.of(Node.INPUT, picture))) {
      Map<String, Tensor> activations = new HashMap<>();
      for (var output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        FloatBuffer values = tensor.getFloatBuffer();
        float[] numbers = new float[values.remaining()];
        values.get(numbers);
        int[] dims = Arrays.stream(tensor.getInfo().getShape()).skip(1).mapToInt(Math::toIntExact)
            .toArray();
        activations.put(output.getKey(), Tensor.of(numbers, dims));
      }
      return activations;
    }
  }
}
