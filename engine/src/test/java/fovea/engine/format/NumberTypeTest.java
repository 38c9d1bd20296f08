package fovea.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of number that the format has: read as float32 of the same value, or refused by name. */
class NumberTypeTest {

  @ParameterizedTest
  @CsvSource({"F16, 5, 10, 2, true", "BF16, 8, 7, 2, true", "F8_E5M2, 5, 2, 1, true",
    "F8_E4M3, 4, 3, 1, false"})
  void everyNumberOfASmallTypeIsReadExactly(
      String type, int exponentBits, int fractionBits, int bytes, boolean hasInfinities) {
    int count = 1 << (Byte.SIZE * bytes);
    ByteBuffer numbers = ByteBuffer.allocate(count * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < count; bits++) {
      if (bytes == 1) {
        numbers.put((byte) bits);
      } else {
        numbers.putShort((short) bits);
      }
    }
    float[] read = read(type, count, numbers.array()).data();
    for (int bits = 0; bits < count; bits++) {
      assertEquals(value(bits, exponentBits, fractionBits, hasInfinities), read[bits],
          type + " " + Integer.toHexString(bits));
    }
  }

  /** The standard's formula, in doubles, which hold every value of these types. */
  private static double value(int bits, int exponentBits, int fractionBits, boolean hasInfinities) {
    int fractions = 1 << fractionBits;
    int exponents = 1 << exponentBits;
    int fraction = bits % fractions;
    int exponent = bits / fractions % exponents;
    double sign = bits / fractions / exponents == 0 ? 1 : -1;
    int bias = exponents / 2 - 1;
    if (exponent == exponents - 1 && (hasInfinities || fraction == fractions - 1)) {
      return hasInfinities && fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double digits = fraction / (double) fractions + (exponent == 0 ? 0 : 1);
    return sign * digits * Math.pow(2, Math.max(1, exponent) - bias);
  }

  @Test
  void doublesAreRoundedToTheNearest() {
    double[] numbers = {0.1, -0.0, 1 + 0x1p-24, 1 + 0x1.8p-24, 1e-46, 0x1p-149, 3.4028235e38,
      Double.NaN, Double.NEGATIVE_INFINITY};
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    assertArrayEquals(new float[]{0.1f, -0.0f, 1, 1 + 0x1p-23f, 0, Float.MIN_VALUE, Float.MAX_VALUE,
      Float.NaN, Float.NEGATIVE_INFINITY}, read("F64", numbers.length, bytes.array()).data());
  }

  @Test
  void aDoubleThatFloat32CannotHoldIsRefused() {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, -4e38);
    MalformedSafetensors refusal = assertThrows(MalformedSafetensors.class,
        () -> read("F64", 1, bytes.array()));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("tensor x: -4.0E38 is beyond"),
        refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource(NumberType.class)
  void everyTypeIsReadOrRefusedByItsName(NumberType type) {
    byte[] bytes = new byte[type.bits()];
    if (type.isRead()) {
      assertArrayEquals(new float[8], read(type.name(), 8, bytes).data());
    } else {
      MalformedSafetensors refusal = assertThrows(MalformedSafetensors.class,
          () -> read(type.name(), 8, bytes));
      assertTrue(String.valueOf(refusal.getMessage())
          .startsWith("tensor x: has type " + type + ", but only F64, F32, F16, BF16, F8_E4M3"),
          refusal.getMessage());
    }
  }

  private static Tensor read(String type, int count, byte[] numbers) {
    byte[] header = "{\"x\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
        .formatted(type, count, numbers.length).getBytes(UTF_8);
    return Safetensors.read(ByteBuffer.allocate(8 + header.length + numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(numbers).array())
        .values().iterator().next();
  }
}
