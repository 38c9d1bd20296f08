package fovea.engine.format;

import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A safetensors file whose header was read and found right: which tensors it has is known, and their
 * numbers are made when they are asked for. Immutable as long as nobody writes into its bytes.
 */
public final class SafetensorsFile {

  private final ByteBuffer numbers;
  private final List<StoredTensor> tensors;

  private SafetensorsFile(ByteBuffer numbers, List<StoredTensor> tensors) {
    this.numbers = numbers;
    this.tensors = List.copyOf(tensors);
  }

  /**
   * Reads a file's header.
   *
   * @throws MalformedSafetensors if the bytes are not a complete safetensors file
   */
  public static SafetensorsFile of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < Long.BYTES) {
      throw new MalformedSafetensors("the file ends before the length of its header");
    }
    long headerBytes = bytes.getLong();
    if (headerBytes < 2 || headerBytes > Safetensors.MAX_HEADER_BYTES) {
      throw new MalformedSafetensors(
          "the header says it is %s bytes long, but 2 to %d are read".formatted(
              Long.toUnsignedString(headerBytes), Safetensors.MAX_HEADER_BYTES));
    }
    if (headerBytes > bytes.remaining()) {
      throw new MalformedSafetensors("the file ends inside its header");
    }
    List<StoredTensor> tensors = new ArrayList<>(
        SafetensorsHeader.read(file, Long.BYTES, (int) headerBytes));
    tensors.sort(Comparator.comparingLong(StoredTensor::begin)
        .thenComparingLong(StoredTensor::end));
    ByteBuffer numbers = bytes.position(Long.BYTES + (int) headerBytes).slice()
        .order(ByteOrder.LITTLE_ENDIAN);
    requireContiguous(tensors, numbers.capacity());
    return new SafetensorsFile(numbers, tensors);
  }

  /** The tensors follow one another without gaps or overlaps, and the last ends with the file. */
  private static void requireContiguous(List<StoredTensor> tensors, int length) {
    long position = 0;
    for (StoredTensor tensor : tensors) {
      if (tensor.begin() != position) {
        throw new MalformedSafetensors("tensor %s begins at byte %d, expected %d"
            .formatted(tensor.name(), tensor.begin(), position));
      }
      position = tensor.end();
    }
    if (position != length) {
      throw new MalformedSafetensors(
          "the tensors take %d bytes but the file holds %d".formatted(position, length));
    }
  }

  /** What it has, in the order of the numbers. */
  public List<StoredTensor> tensors() {
    return tensors;
  }

  /** How many bytes the tensors that are read take as float32; others are no weights. */
  public long float32Bytes() {
    return tensors.stream().filter(tensor -> tensor.type().isRead())
        .mapToLong(tensor -> tensor.elements() * Float.BYTES).sum();
  }

  /**
   * The numbers of a tensor as float32: those of fewer bits exactly, F64 rounded to the nearest.
   *
   * @throws MalformedSafetensors if its type is not read, or an F64 is beyond float32
   */
  public Tensor tensor(StoredTensor stored) {
    float[] data = new float[stored.type().isRead() ? (int) stored.elements() : 0];
    ByteBuffer bytes = numbers
        .slice((int) stored.begin(), (int) (stored.end() - stored.begin()))
        .order(ByteOrder.LITTLE_ENDIAN);
    try {
      stored.type().read(bytes, data);
    } catch (MalformedSafetensors cannot) {
      throw new MalformedSafetensors(
          "tensor %s: %s".formatted(stored.name(), cannot.getMessage()), cannot);
    }
    return Tensor.of(data, dimensions(stored.shape()));
  }

  /** The numbers of a tensor that counts, such as labels; empty if its type has no whole numbers that fit. */
  public Optional<int[]> wholeNumbers(StoredTensor stored) {
    int bytes = stored.type().bits() / Byte.SIZE;
    if (!stored.type().isWhole()) {
      return Optional.empty();
    }
    int[] found = new int[(int) stored.elements()];
    for (int i = 0; i < found.length; i++) {
      int at = (int) stored.begin() + i * bytes;
      long number = switch (stored.type()) {
        case I64 -> numbers.getLong(at);
        case I32 -> numbers.getInt(at);
        case I16 -> numbers.getShort(at);
        case I8 -> numbers.get(at);
        case U32 -> Integer.toUnsignedLong(numbers.getInt(at));
        case U16 -> Short.toUnsignedLong(numbers.getShort(at));
        case U8 -> Byte.toUnsignedLong(numbers.get(at));
        // A U64 with its first bit set is negative here and does not fit either.
        default -> numbers.getLong(at) < 0 ? Long.MAX_VALUE : numbers.getLong(at);
      };
      if (number != (int) number) {
        return Optional.empty();
      }
      found[i] = (int) number;
    }
    return Optional.of(found);
  }

  /** Beside a zero a dimension may be larger than any int; cut, it still makes an empty tensor. */
  private static int[] dimensions(List<Long> shape) {
    return shape.stream().mapToInt(d -> (int) Math.min(d, Integer.MAX_VALUE)).toArray();
  }
}
