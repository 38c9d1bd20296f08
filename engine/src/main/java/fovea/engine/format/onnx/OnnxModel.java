package fovea.engine.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A network with its weights as one ONNX file. The input is called {@code input} and is {@code [N, C,
 * H, W]}, each output is called as its layer; parameters keep PyTorch's names.
 */
public final class OnnxModel {

  /** The opset that the operators are taken from; the first with Gelu. */
  public static final int OPSET = 20;

  private static final int IR_VERSION = 9;

  /** What a protocol buffer may hold, with room for the graph itself. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - (16L << 20);

  private OnnxModel() {}

  /**
   * Writes the model.
   *
   * @param network must be legal and have at least one layer
   * @param outputs the ids of the layers to give out; empty means the last
   * @throws DocumentTooLarge if the weights pass the 2 GB of a protocol buffer
   * @throws IOException from the stream
   */
  public static void write(
      NetworkReading network, Weights weights, List<String> outputs, OutputStream to)
      throws IOException {
    if (!network.isLegal() || network.layers().isEmpty()) {
      throw new IllegalArgumentException("expected a legal network with layers");
    }
    requireFits(network);
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION)
        .setProducerName("Fovea");
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    GraphProto.Builder graph = model.getGraphBuilder().setName(network.network().name());
    graph.addInput(value(Node.INPUT, network.network().input()));
    OnnxOperators operators = new OnnxOperators(new OnnxGraph(graph), weights);
    network.layers().forEach(operators::add);
    List<String> ids = outputs.isEmpty() ? List.of(network.layers().getLast().id()) : outputs;
    for (String id : ids) {
      graph.addOutput(value(id, network.shapeOf(id)));
    }
    model.build().writeTo(to);
  }

  private static void requireFits(NetworkReading network) {
    long bytes = network.layers().stream()
        .flatMap(layer -> layer.cost().parameters().stream())
        .mapToLong(Parameter::elements)
        .reduce(0, Math::addExact);
    if (bytes > MAX_BYTES / Float.BYTES) {
      throw new DocumentTooLarge(
          "MAX_BYTES", "an ONNX file holds at most 2 GB, the weights are " + bytes + " numbers");
    }
  }

  private static ValueInfoProto value(String name, Shape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    dims.addDimBuilder().setDimParam("N");
    shape.dimensions().forEach(dim -> dims.addDimBuilder().setDimValue(dim));
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT.getNumber())
        .setShape(dims);
    return value.build();
  }
}
