package fovea.engine.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the header of a safetensors file: a JSON object that names each tensor's type, shape and
 * place. Strict, because files come from strangers.
 */
final class SafetensorsHeader {

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

  private SafetensorsHeader() {}

  /** The tensors that the header between these places of the file names, in its order. */
  static List<StoredTensor> read(byte[] file, int begin, int length) {
    if (file[begin] != '{') {
      throw new MalformedSafetensors("the header does not begin with {");
    }
    try (JsonParser json = JSON.createParser(file, begin, length)) {
      List<StoredTensor> entries = new ArrayList<>();
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

  private static StoredTensor entry(String name, JsonParser json) throws IOException {
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
    return entry(name, type, shape, offsets);
  }

  private static StoredTensor entry(
      String name, String dtype, List<Long> shape, List<Long> offsets) {
    NumberType type = NumberType.named(dtype).orElseThrow(() -> new MalformedSafetensors(
        "tensor %s: has type %s, which the format does not have".formatted(name, dtype)));
    require(offsets.size() == 2, name, "needs two data_offsets, its begin and its end");
    long begin = offsets.get(0);
    long end = offsets.get(1);
    require(begin <= end, name, "ends before it begins");
    long bits = bits(name, type, shape);
    require(bits % Byte.SIZE == 0, name,
        "of shape %s ends within a byte".formatted(shape));
    require(
        bits / Byte.SIZE == end - begin,
        name,
        "of shape %s needs %d bytes but its data_offsets hold %d"
            .formatted(shape, bits / Byte.SIZE, end - begin));
    return new StoredTensor(name, type, shape, begin, end);
  }

  private static long bits(String name, NumberType type, List<Long> shape) {
    try {
      return shape.stream().reduce((long) type.bits(), Math::multiplyExact);
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
      require(numbers.size() <= Safetensors.MAX_RANK, name,
          "%s has more than %d numbers".formatted(field, Safetensors.MAX_RANK));
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
}
