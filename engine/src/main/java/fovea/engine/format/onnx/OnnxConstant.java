package fovea.engine.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongUnaryOperator;

/**
 * Numbers that a graph reads: a parameter, a list of indices. They are made piece by piece while the
 * file is written, so that a layer of a gigabyte never lies in memory.
 */
final class OnnxConstant {

  /** Numbers that are made at a time. */
  private static final int PIECE = 1 << 14;

  private final TensorProto head;
  private final int bytesEach;
  private final long bytes;
  private final Numbers numbers;

  /** Where float32 numbers come from. */
  interface Floats {

    /** Puts the numbers from {@code first} on into the first {@code count} places of {@code into}. */
    void copy(long first, float[] into, int count);
  }

  /** Puts numbers from a place on into a buffer, as the file holds them. */
  private interface Numbers {
    void put(long first, int count, ByteBuffer into);
  }

  private OnnxConstant(
      String name, TensorProto.DataType type, int bytesEach, long[] dims, Numbers numbers) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name)
        .setDataType(type.getNumber());
    long size = bytesEach;
    for (long dim : dims) {
      tensor.addDims(dim);
      size = Math.multiplyExact(size, dim);
    }
    this.head = tensor.build();
    this.bytesEach = bytesEach;
    this.bytes = size;
    this.numbers = numbers;
  }

  /**
   * Float32 numbers of those dimensions.
   *
   * @throws ArithmeticException if they take more than 2^63 − 1 bytes
   */
  static OnnxConstant floats(String name, Floats numbers, long... dims) {
    return new OnnxConstant(name, TensorProto.DataType.FLOAT, Float.BYTES, dims,
        (first, count, into) -> {
          float[] piece = new float[count];
          numbers.copy(first, piece, count);
          into.asFloatBuffer().put(piece);
        });
  }

  /**
   * Whole numbers of those dimensions, by their place.
   *
   * @throws ArithmeticException if they take more than 2^63 − 1 bytes
   */
  static OnnxConstant longs(String name, LongUnaryOperator at, long... dims) {
    return new OnnxConstant(name, TensorProto.DataType.INT64, Long.BYTES, dims,
        (first, count, into) -> {
          for (int i = 0; i < count; i++) {
            into.putLong(i * Long.BYTES, at.applyAsLong(first + i));
          }
        });
  }

  /** How many bytes it takes in the graph's message, its tag included. */
  long size() {
    long message = messageBytes();
    return Math.addExact(
        message,
        CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
            + CodedOutputStream.computeUInt64SizeNoTag(message));
  }

  private long messageBytes() {
    return Math.addExact(
        bytes,
        head.getSerializedSize()
            + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
            + CodedOutputStream.computeUInt64SizeNoTag(bytes));
  }

  /** Writes exactly {@link #size} bytes. */
  void write(CodedOutputStream to) throws IOException {
    to.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    to.writeUInt64NoTag(messageBytes());
    head.writeTo(to);
    to.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    to.writeUInt64NoTag(bytes);
    long count = bytes / bytesEach;
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, PIECE) * bytesEach)
        .order(ByteOrder.LITTLE_ENDIAN);
    for (long first = 0; first < count; first += PIECE) {
      int many = (int) Math.min(PIECE, count - first);
      numbers.put(first, many, piece);
      to.writeRawBytes(piece.array(), 0, many * bytesEach);
    }
  }
}
