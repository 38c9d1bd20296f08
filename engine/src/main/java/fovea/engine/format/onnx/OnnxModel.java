package fovea.engine.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network with its weights as one ONNX file. The input is called {@code input} and is {@code [N, C,
 * H, W]}, each output is called as its layer; parameters keep PyTorch's names. The weights are made
 * while the file is written: a model takes little memory, whatever the size of its file.
 */
public final class OnnxModel {

  /** The opset that the operators are taken from; the first with Gelu. */
  public static final int OPSET = 20;

  /** The most bytes of a file: what a protocol buffer may hold. */
  public static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final int IR_VERSION = 9;

  private final ModelProto head;
  private final GraphProto operators;
  private final List<OnnxConstant> constants;
  private final long graphBytes;

  private OnnxModel(ModelProto head, GraphProto operators, List<OnnxConstant> constants) {
    this.head = head;
    this.operators = operators;
    this.constants = constants;
    this.graphBytes = constants.stream().mapToLong(OnnxConstant::size)
        .reduce(operators.getSerializedSize(), Math::addExact);
  }

  /**
   * The model of a network; no weight is touched yet.
   *
   * @param network must be legal and have at least one layer
   * @param outputs the ids of the layers to give out; empty means the last
   * @throws DocumentTooLarge if the file would pass {@link #MAX_BYTES}
   */
  public static OnnxModel of(NetworkReading network, Weights weights, List<String> outputs) {
    if (!network.isLegal() || network.layers().isEmpty()) {
      throw new IllegalArgumentException("expected a legal network with layers");
    }
    try {
      OnnxModel model = put(network, weights, outputs);
      if (model.bytes() <= MAX_BYTES) {
        return model;
      }
      throw tooLarge(String.format(Locale.ROOT, "%,d", model.bytes()));
    } catch (ArithmeticException beyond) {
      throw tooLarge("more than 2^63");
    }
  }

  private static OnnxModel put(NetworkReading network, Weights weights, List<String> outputs) {
    ModelProto.Builder head = ModelProto.newBuilder().setIrVersion(IR_VERSION)
        .setProducerName("Fovea");
    head.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    String name = network.network().name();
    // A checker of models refuses a graph without a name.
    GraphProto.Builder graph = GraphProto.newBuilder().setName(name.isBlank() ? "network" : name);
    graph.addInput(value(Node.INPUT, network.network().input()));
    OnnxGraph put = new OnnxGraph(
        graph, network.layers().stream().map(LayerReading::id).collect(Collectors.toSet()));
    OnnxOperators operators = new OnnxOperators(put, weights);
    network.layers().forEach(operators::add);
    List<String> ids = outputs.isEmpty() ? List.of(network.layers().getLast().id()) : outputs;
    for (String id : ids) {
      graph.addOutput(value(id, network.shapeOf(id)));
    }
    return new OnnxModel(head.build(), graph.build(), List.copyOf(put.constants()));
  }

  private static DocumentTooLarge tooLarge(String bytes) {
    return new DocumentTooLarge(
        "onnx_bytes",
        String.format(Locale.ROOT,
            "An ONNX file holds at most %,d bytes, and this network's would have %s."
                + " Use fewer channels, or fewer features before and in linear layers.",
            MAX_BYTES, bytes));
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

  /** How many bytes the file has, exactly. */
  public long bytes() {
    return Math.addExact(
        graphBytes,
        head.getSerializedSize()
            + CodedOutputStream.computeTagSize(ModelProto.GRAPH_FIELD_NUMBER)
            + CodedOutputStream.computeUInt64SizeNoTag(graphBytes));
  }

  /**
   * Writes the file, making the weights on the way.
   *
   * @throws IOException from the stream
   */
  public void write(OutputStream to) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(to);
    head.writeTo(out);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(graphBytes);
    operators.writeTo(out);
    for (OnnxConstant constant : constants) {
      constant.write(out);
    }
    out.flush();
  }
}
