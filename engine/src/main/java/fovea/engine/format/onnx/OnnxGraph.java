package fovea.engine.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX graph while it is written: operators in order, and the constants that they read. */
final class OnnxGraph {

  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();

  OnnxGraph(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /**
   * Adds an operator with one output.
   *
   * @param attributes Long, Float, String or long[] by name
   * @return the name of its output
   */
  String add(String operator, String output, List<String> inputs, Map<String, ?> attributes) {
    NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).setName(output)
        .addOutput(output);
    inputs.forEach(node::addInput);
    attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
    return output;
  }

  /** Adds an operator without attributes. */
  String add(String operator, String output, String... inputs) {
    return add(operator, output, List.of(inputs), Map.of());
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    switch (value) {
      case Long number -> attribute.setType(AttributeProto.AttributeType.INT).setI(number);
      case Float number -> attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
      case String text ->
        attribute
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(text));
      case long[] numbers -> {
        attribute.setType(AttributeProto.AttributeType.INTS);
        for (long number : numbers) {
          attribute.addInts(number);
        }
      }
      default -> throw new IllegalArgumentException("no ONNX attribute is a " + value.getClass());
    }
    return attribute.build();
  }

  /** Keeps float32 numbers under that name, once. */
  String constant(String name, Tensor tensor) {
    long[] dims = Arrays.stream(tensor.shape()).asLongStream().toArray();
    return constant(name, tensor.data(), dims);
  }

  /** Keeps float32 numbers of those dimensions under that name, once. */
  String constant(String name, float[] numbers, long... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return keep(name, TensorProto.DataType.FLOAT, bytes, dims);
  }

  /** Keeps whole numbers under that name, once, as a list or in those dimensions. */
  String constant(String name, long[] numbers, long... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(numbers);
    return keep(
        name, TensorProto.DataType.INT64, bytes,
        dims.length == 0 ? new long[]{numbers.length} : dims);
  }

  private String keep(String name, TensorProto.DataType type, ByteBuffer bytes, long[] dims) {
    if (constants.add(name)) {
      TensorProto.Builder tensor = graph.addInitializerBuilder().setName(name)
          .setDataType(type.getNumber());
      for (long dim : dims) {
        tensor.addDims(dim);
      }
      // Weights may be hundreds of megabytes: nobody else holds this buffer, so it is not copied.
      tensor.setRawData(UnsafeByteOperations.unsafeWrap(bytes));
    }
    return name;
  }
}
