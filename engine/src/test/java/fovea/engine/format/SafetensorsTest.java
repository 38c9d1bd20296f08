package fovea.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  @Test
  void whatWasWrittenIsReadAgain() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("conv1.weight", Tensor.of(new float[]{1.5f, -2, 0, Float.NaN}, 2, 1, 1, 2));
    tensors.put("empty", Tensor.of(new float[0], 3, 0));
    tensors.put("a number, \"quoted\" ☃", Tensor.of(new float[]{7}));

    Map<String, Tensor> read = Safetensors.read(Safetensors.write(tensors));

    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
    tensors.forEach(
        (name, tensor) -> {
          Tensor found = read.getOrDefault(name, Tensor.of(new float[0], 0));
          assertArrayEquals(tensor.shape(), found.shape());
          assertArrayEquals(tensor.data(), found.data());
        });
  }

  @Test
  void numbersBeginAtAMultipleOfEight() {
    byte[] file = Safetensors.write(Map.of("x", Tensor.of(new float[]{1}, 1)));

    long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();

    assertEquals(0, header % 8);
    assertEquals(8 + header + 4, file.length);
  }

  @Test
  void tensorsAreFoundByTheirOffsetsWhateverTheOrderOfTheHeader() {
    byte[] file = file(
        """
        {"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},
         "__metadata__":{"format":"pt"},
         "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""",
        1, 2);

    Map<String, Tensor> tensors = Safetensors.read(file);

    assertEquals(1, tensors.getOrDefault("a", Tensor.of(new float[1])).data()[0]);
    assertEquals(2, tensors.getOrDefault("b", Tensor.of(new float[1])).data()[0]);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{\"x\":{                                                           | not JSON",
    "[]                                                                       | begin with {",
    "{} {}                                                                    | goes on after its end",
    "{\"x\":1}                                                                | not described by an object",
    "{\"x\":{}}                                                               | needs dtype, shape and data_offsets",
    "{\"x\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[0,4]}}         | has type I16",
    "{\"x\":{\"dtype\":\"F13\",\"shape\":[2],\"data_offsets\":[0,4]}}         | has type F13, which the format does not have",
    "{\"x\":{\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]}}          | ends within a byte",
    "{\"x\":{\"dtype\":5,\"shape\":[1],\"data_offsets\":[0,4]}}               | not a word",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"y\":0}} | unknown field y",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}         | needs 8 bytes",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}         | ends before it begins",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}         | begins at byte 4",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}         | but the file holds 4",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}        | negative",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}       | whole numbers",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":7,\"data_offsets\":[0,4]}}           | not a list",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}           | two data_offsets",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}} | more than 8",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | larger than any file",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}} | not JSON",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | not JSON",
    "{\"__metadata__\":{\"a\":{\"b\":{\"c\":{}}}}}                            | not JSON"})
  void aFileThatIsNotRightIsRefusedInASentence(String header, String reason) {
    MalformedSafetensors refusal = assertThrows(MalformedSafetensors.class,
        () -> Safetensors.read(file(header, 1)));

    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
  }

  @Test
  void overlapsAndGapsAreRefused() {
    assertThrows(MalformedSafetensors.class, () -> Safetensors.read(file(twoTensors(4, 8), 1, 2)));
    assertThrows(
        MalformedSafetensors.class, () -> Safetensors.read(file(twoTensors(12, 16), 1, 2, 3, 4)));
  }

  private static String twoTensors(int begin, int end) {
    return """
        {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
         "y":{"dtype":"F32","shape":[1],"data_offsets":[%d,%d]}}""".formatted(begin, end);
  }

  @Test
  void lengthsThatTheFileDoesNotHaveAreRefused() {
    byte[] file = new byte[64];
    for (long length : new long[]{Long.MIN_VALUE, -1, 0, 1, 57, 1 << 20, (1 << 20) + 1,
      Long.MAX_VALUE}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThrows(MalformedSafetensors.class, () -> Safetensors.read(file),
          () -> "length " + length);
    }
    for (int length = 0; length < 8; length++) {
      byte[] stub = new byte[length];
      assertThrows(MalformedSafetensors.class, () -> Safetensors.read(stub));
    }
  }

  @Test
  void whateverTheBytesTheyAreReadOrRefused() {
    byte[] whole = file(
        """
        {"conv1.weight":{"dtype":"F32","shape":[2,1,1,1],"data_offsets":[0,8]},
         "conv1.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
        1, 2, 3, 4);
    Random random = new Random(7);
    for (int round = 0; round < 50_000; round++) {
      byte[] broken = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        // Where the length and the header's punctuation are, most can go wrong.
        int at = random.nextInt(random.nextBoolean() ? 16 : broken.length);
        broken[at] = random.nextBoolean()
            ? (byte) random.nextInt(256)
            : broken[random.nextInt(broken.length)];
      }
      try {
        Safetensors.read(broken);
      } catch (MalformedSafetensors refused) {
        assertTrue(refused.getMessage() != null);
      }
    }
  }

  @Test
  void aHeaderOfBracketsIsRefusedAtOnce() {
    String brackets = "{\"x\":" + "[".repeat(Safetensors.MAX_HEADER_BYTES - 5);

    assertTimeout(
        Duration.ofSeconds(1),
        () -> assertThrows(MalformedSafetensors.class, () -> Safetensors.read(file(brackets))));
  }

  private static byte[] file(String header, float... numbers) {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4 * numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (float number : numbers) {
      file.putFloat(number);
    }
    return file.array();
  }
}
