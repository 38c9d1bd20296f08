package fovea.engine.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import fovea.engine.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: eight bytes with the header's length, a JSON header that names each
 * tensor's type, shape and place, then the numbers, little-endian. Reading is strict, because files
 * come from strangers: whatever is wrong is said before anything is allocated. What is written is
 * float32.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {

  /** The longest header that is read; a network of 300 layers needs about a tenth of it. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  /** The most axes that a tensor may have; weights of convolutions have four. */
  public static final int MAX_RANK = 8;

  private static final int LENGTH_BYTES = Long.BYTES;
  private static final JsonFactory JSON = new JsonFactory();

  private Safetensors() {}

  /**
   * Reads every tensor of a file, as {@link SafetensorsFile#tensor} does.
   *
   * @return the tensors by name, in the order of their numbers
   * @throws MalformedSafetensors if the bytes are not a complete safetensors file of such tensors
   */
  public static Map<String, Tensor> read(byte[] file) {
    SafetensorsFile read = SafetensorsFile.of(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    read.tensors().forEach(stored -> tensors.put(stored.name(), read.tensor(stored)));
    return tensors;
  }

  /**
   * A file that {@link #read} and every other safetensors reader understands.
   *
   * @param tensors by name; the numbers are written in the map's order
   * @throws IllegalArgumentException if the file would be longer than an array can be
   */
  public static byte[] write(Map<String, Tensor> tensors) {
    long size = bytes(tensors);
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a file of %d bytes is too large to be written".formatted(size));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream((int) size);
    try {
      write(tensors, file);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }

  /**
   * Writes such a file, of {@link #bytes} bytes, without making a copy of the numbers.
   *
   * @throws IOException from the stream
   */
  public static void write(Map<String, Tensor> tensors, OutputStream to) throws IOException {
    to.write(head(shapes(tensors)));
    for (Tensor tensor : tensors.values()) {
      tensor.write(0, tensor.size(), to);
    }
  }

  /** How long such a file is. */
  public static long bytes(Map<String, Tensor> tensors) {
    return head(shapes(tensors)).length
        + tensors.values().stream().mapToLong(tensor -> (long) Float.BYTES * tensor.size()).sum();
  }

  private static Map<String, List<Long>> shapes(Map<String, Tensor> tensors) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name,
        Arrays.stream(tensor.shape()).mapToObj(Long::valueOf).toList()));
    return shapes;
  }

  /**
   * What stands in front of the numbers: the header and its length.
   *
   * @throws ArithmeticException if the numbers take more than 2^63 − 1 bytes
   */
  static byte[] head(Map<String, List<Long>> shapes) {
    byte[] header = header(shapes);
    // The numbers begin at a multiple of eight, as the format asks: spaces fill the header up.
    int padded = Math.ceilDiv(header.length, LENGTH_BYTES) * LENGTH_BYTES;
    return ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded).put(header).put(" ".repeat(padded - header.length).getBytes(US_ASCII))
        .array();
  }

  private static byte[] header(Map<String, List<Long>> shapes) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(header)) {
      json.writeStartObject();
      long offset = 0;
      for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
        long[] shape = tensor.getValue().stream().mapToLong(Long::longValue).toArray();
        long bytes = Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
        long end = Math.addExact(offset, bytes);
        json.writeObjectFieldStart(tensor.getKey());
        json.writeStringField("dtype", "F32");
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[]{offset, end}, 0, 2);
        json.writeEndObject();
        offset = end;
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return header.toByteArray();
  }
}
