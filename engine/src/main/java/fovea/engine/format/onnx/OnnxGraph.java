package fovea.engine.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** An ONNX graph while it is put together: operators in order, and the constants that they read. */
final class OnnxGraph {

  private final GraphProto.Builder graph;
  private final Set<String> layers;
  private final Map<String, OnnxConstant> constants = new LinkedHashMap<>();

  /** {@code layers}: the ids of all layers, which are names that constants may not have. */
  OnnxGraph(GraphProto.Builder graph, Set<String> layers) {
    this.graph = graph;
    this.layers = layers;
  }

  /**
   * Adds an operator with one output.
   *
   * @param attributes Long, Float, String or long[] by name; those that are so by default are left out
   * @return the name of its output
   */
  String add(String operator, String output, List<String> inputs, Map<String, ?> attributes) {
    NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).setName(output)
        .addOutput(output);
    inputs.forEach(node::addInput);
    attributes.forEach((name, value) -> {
      if (!OnnxDefaults.has(operator, name, value)) {
        node.addAttribute(attribute(name, value));
      }
    });
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

  /**
   * Keeps float32 numbers of those dimensions, once.
   *
   * @return their name, which is another than asked for if a layer is called so
   */
  String floats(String name, OnnxConstant.Floats numbers, long... dims) {
    String free = free(name);
    constants.computeIfAbsent(free, _ -> OnnxConstant.floats(free, numbers, dims));
    return free;
  }

  /** Keeps a few float32 numbers as a list, once. */
  String floats(String name, float... numbers) {
    return floats(
        name,
        (first, into, count) -> System.arraycopy(numbers, (int) first, into, 0, count),
        numbers.length);
  }

  /** Keeps whole numbers of those dimensions by their place, once. */
  String longs(String name, LongUnaryOperator at, long... dims) {
    String free = free(name);
    constants.computeIfAbsent(free, _ -> OnnxConstant.longs(free, at, dims));
    return free;
  }

  /** Keeps a few whole numbers as a list, once. */
  String longs(String name, long... numbers) {
    return longs(name, place -> numbers[(int) place], new long[]{numbers.length});
  }

  /** A layer may be called {@code conv1.weight}; ids have no slash. */
  private String free(String name) {
    return layers.contains(name) ? name + "/parameter" : name;
  }

  /** What was kept, in order. */
  Collection<OnnxConstant> constants() {
    return constants.values();
  }
}
