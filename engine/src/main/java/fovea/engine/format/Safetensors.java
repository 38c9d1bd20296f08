package fovea.engine.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import fovea.engine.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: eight bytes with the header's length, a JSON header that names each
 * tensor's type, shape and place, then the numbers, little-endian. Reading is strict, because files
 * come from strangers: whatever is wrong is said before anything is allocated, and only float32 is
 * read.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {

  /** The longest header that is read; a network of 300 layers needs about a tenth of it. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  /** The most axes that a tensor may have; weights of convolutions have four. */
  public static final int MAX_RANK = 8;

  private static final int LENGTH_BYTES = Long.BYTES;
  private static final String METADATA = "__metadata__";

  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(
          StreamReadConstraints.builder()
              .maxNestingDepth(3)
              .maxNameLength(1_000)
              .maxNumberLength(20)
              .maxStringLength(100_000)
              .build())
      .build();

  private Safetensors() {}

  /** One line of the header: a tensor's place is [begin, end) within the numbers. */
  private record Entry(String name, List<Long> shape, long begin, long end) {}

  /**
   * Reads every tensor of a file.
   *
   * @return the tensors by name, in the order of their numbers
   * @throws MalformedSafetensors if the bytes are not a complete safetensors file of float32 tensors
   */
  public static Map<String, Tensor> read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < LENGTH_BYTES) {
      throw new MalformedSafetensors("the file ends before the length of its header");
    }
    long headerBytes = bytes.getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
      throw new MalformedSafetensors(
          "the header says it is %s bytes long, but 2 to %d are read"
              .formatted(Long.toUnsignedString(headerBytes), MAX_HEADER_BYTES));
    }
    if (headerBytes > bytes.remaining()) {
      throw new MalformedSafetensors("the file ends inside its header");
    }
    List<Entry> entries = header(file, (int) headerBytes);
    bytes.position(LENGTH_BYTES + (int) headerBytes);
    ByteBuffer numbers = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireContiguous(entries, numbers.capacity());

    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      int length = (int) (entry.end - entry.begin);
      float[] data = new float[length / Float.BYTES];
      numbers
          .slice((int) entry.begin, length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(data);
      tensors.put(entry.name, Tensor.of(data, dimensions(entry.shape)));
    }
    return tensors;
  }

  /** Beside a zero a dimension may be larger than any int; cut, it still makes an empty tensor. */
  private static int[] dimensions(List<Long> shape) {
    return shape.stream().mapToInt(d -> (int) Math.min(d, Integer.MAX_VALUE)).toArray();
  }

  /** The tensors follow one another without gaps or overlaps, and the last ends with the file. */
  private static void requireContiguous(List<Entry> entries, int length) {
    long position = 0;
    for (Entry entry : entries) {
      if (entry.begin != position) {
        throw new MalformedSafetensors(
            "tensor %s begins at byte %d, expected %d".formatted(entry.name, entry.begin,
                position));
      }
      position = entry.end;
    }
    if (position != length) {
      throw new MalformedSafetensors(
          "the tensors take %d bytes but the file holds %d".formatted(position, length));
    }
  }

  private static List<Entry> header(byte[] file, int length) {
    if (file[LENGTH_BYTES] != '{') {
      throw new MalformedSafetensors("the header does not begin with {");
    }
    try (JsonParser json = JSON.createParser(file, LENGTH_BYTES, length)) {
      List<Entry> entries = new ArrayList<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        require(json.nextToken() == JsonToken.START_OBJECT, name, "is not described by an object");
        if (name.equals(METADATA)) {
          json.skipChildren();
        } else {
          entries.add(entry(name, json));
        }
      }
      if (json.nextToken() != null) {
        throw new MalformedSafetensors("the header goes on after its end");
      }
      return entries;
    } catch (IOException malformed) {
      throw new MalformedSafetensors("the header is not JSON: " + firstLine(malformed), malformed);
    }
  }

  private static Entry entry(String name, JsonParser json) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          require(json.hasToken(JsonToken.VALUE_STRING), name, "has a dtype that is not a word");
          type = json.getText();
        }
        case "shape" -> shape = numbers(name, field, json);
        case "data_offsets" -> offsets = numbers(name, field, json);
        default -> throw new MalformedSafetensors(
            "tensor %s has an unknown field %s".formatted(name, field));
      }
    }
    if (type == null || shape == null || offsets == null) {
      throw new MalformedSafetensors(
          "tensor %s needs dtype, shape and data_offsets".formatted(name));
    }
    require(type.equals("F32"), name, "has type %s, but only F32 is read".formatted(type));
    require(offsets.size() == 2, name, "needs two data_offsets, its begin and its end");
    long begin = offsets.get(0);
    long end = offsets.get(1);
    require(begin <= end, name, "ends before it begins");
    long bytes = bytes(name, shape);
    require(
        bytes == end - begin,
        name,
        "of shape %s needs %d bytes but its data_offsets hold %d"
            .formatted(shape, bytes, end - begin));
    return new Entry(name, shape, begin, end);
  }

  private static long bytes(String name, List<Long> shape) {
    try {
      return shape.stream().reduce((long) Float.BYTES, Math::multiplyExact);
    } catch (ArithmeticException overflow) {
      throw new MalformedSafetensors(
          "tensor %s of shape %s is larger than any file".formatted(name, shape), overflow);
    }
  }

  private static List<Long> numbers(String name, String field, JsonParser json) throws IOException {
    require(json.hasToken(JsonToken.START_ARRAY), name, field + " is not a list");
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.hasToken(JsonToken.VALUE_NUMBER_INT), name,
          field + " holds more than whole numbers");
      long number = json.getLongValue();
      require(number >= 0, name, field + " holds a negative number");
      numbers.add(number);
      require(numbers.size() <= MAX_RANK, name,
          "%s has more than %d numbers".formatted(field, MAX_RANK));
    }
    return numbers;
  }

  private static void require(boolean held, String name, String otherwise) {
    if (!held) {
      throw new MalformedSafetensors("tensor %s: %s".formatted(name, otherwise));
    }
  }

  private static String firstLine(IOException malformed) {
    return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("unreadable");
  }

  /**
   * Writes a file that {@link #read} and every other safetensors reader understands.
   *
   * @param tensors by name; the numbers are written in the map's order
   * @throws IllegalArgumentException if the file would be longer than an array can be
   */
  public static byte[] write(Map<String, Tensor> tensors) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name,
        Arrays.stream(tensor.shape()).mapToObj(Long::valueOf).toList()));
    byte[] head = head(shapes);
    long size = head.length;
    for (Tensor tensor : tensors.values()) {
      size += (long) Float.BYTES * tensor.size();
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a file of %d bytes is too large to be written".formatted(size));
    }
    ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN).put(head);
    for (Tensor tensor : tensors.values()) {
      file.asFloatBuffer().put(tensor.data());
      file.position(file.position() + Float.BYTES * tensor.size());
    }
    return file.array();
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
