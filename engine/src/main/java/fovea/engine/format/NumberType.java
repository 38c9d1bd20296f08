package fovea.engine.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a safetensors file writes its numbers, by the format's own names. Six of them are weights as
 * networks have them; the others are whole numbers, truth values, or pieces of numbers that mean
 * nothing without scales that stand elsewhere.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public enum NumberType {
  F64(64, Kind.WEIGHTS), F32(32, Kind.WEIGHTS), F16(16, Kind.WEIGHTS), BF16(16,
      Kind.WEIGHTS), F8_E4M3(8, Kind.WEIGHTS), F8_E5M2(8, Kind.WEIGHTS), I64(64,
          Kind.WHOLE), I32(32, Kind.WHOLE), I16(16,
              Kind.WHOLE), I8(8, Kind.WHOLE), U64(64, Kind.WHOLE), U32(32, Kind.WHOLE), U16(16,
                  Kind.WHOLE), U8(8, Kind.WHOLE), F8_E8M0(8, Kind.OTHER), F8_E4M3FNUZ(8,
                      Kind.OTHER), F8_E5M2FNUZ(8, Kind.OTHER), F6_E2M3(6, Kind.OTHER), F6_E3M2(6,
                          Kind.OTHER), F4(4, Kind.OTHER), C64(64, Kind.OTHER), BOOL(8, Kind.OTHER);

  private enum Kind {
    WEIGHTS, WHOLE, OTHER
  }

  private final int bits;
  private final Kind kind;

  NumberType(int bits, Kind kind) {
    this.bits = bits;
    this.kind = kind;
  }

  /** The type of that name, if the format has it. */
  static Optional<NumberType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The names of the types that are read, for sentences. */
  static String allRead() {
    return Arrays.stream(values()).filter(NumberType::isRead).map(NumberType::name)
        .collect(Collectors.joining(", "));
  }

  /** How many bits a number takes. */
  int bits() {
    return bits;
  }

  /** Whether its numbers are read, as the float32 of the same value: F64 is rounded to the nearest. */
  public boolean isRead() {
    return kind == Kind.WEIGHTS;
  }

  /** PyTorch's name of a type that is read, such as {@code bfloat16}. */
  public String torchName() {
    return switch (this) {
      case F8_E4M3 -> "float8_e4m3fn";
      case F8_E5M2 -> "float8_e5m2";
      case BF16 -> "bfloat16";
      default -> "float" + bits;
    };
  }

  /** Whether it counts: whole numbers with or without a sign. */
  boolean isWhole() {
    return kind == Kind.WHOLE;
  }

  /**
   * Reads numbers from the buffer's beginning on.
   *
   * @param bytes little-endian
   * @param into as many as there are
   */
  void read(ByteBuffer bytes, float[] into) {
    switch (this) {
      case F32 -> bytes.asFloatBuffer().get(into);
      case F64 -> {
        for (int i = 0; i < into.length; i++) {
          into[i] = narrowed(bytes.getDouble(i * Double.BYTES));
        }
      }
      case F16 -> {
        for (int i = 0; i < into.length; i++) {
          into[i] = Float.float16ToFloat(bytes.getShort(i * Short.BYTES));
        }
      }
      case BF16 -> {
        for (int i = 0; i < into.length; i++) {
          // The upper half of a float32.
          into[i] = Float.intBitsToFloat(bytes.getShort(i * Short.BYTES) << 16);
        }
      }
      case F8_E5M2 -> {
        for (int i = 0; i < into.length; i++) {
          // The upper half of a float16.
          into[i] = Float.float16ToFloat((short) (bytes.get(i) << 8));
        }
      }
      case F8_E4M3 -> {
        for (int i = 0; i < into.length; i++) {
          into[i] = ofE4m3(bytes.get(i));
        }
      }
      case I64, I32, I16, I8, U64, U32, U16, U8, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, F6_E2M3,
          F6_E3M2, F4, C64, BOOL ->
        throw new MalformedSafetensors(
            "has type " + this + ", but only " + allRead() + " are read");
    }
  }

  private static float narrowed(double number) {
    float narrowed = (float) number;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
      throw new MalformedSafetensors(number + " is beyond float32, whose largest number is "
          + Float.MAX_VALUE);
    }
    return narrowed;
  }

  /**
   * A sign, four bits of exponent and three of fraction; no infinities, and all ones is no number.
   *
   * @see <a href="https://arxiv.org/abs/2209.05433">FP8 Formats for Deep Learning, table 1</a>
   */
  private static float ofE4m3(byte bits) {
    int exponent = bits >> 3 & 0xF;
    int fraction = bits & 0x7;
    float size = exponent == 0xF && fraction == 0x7
        ? Float.NaN
        : exponent == 0
            ? Math.scalb((float) fraction, -9)
            : Math.scalb(8f + fraction, exponent - 10);
    return bits < 0 ? -size : size;
  }
}
