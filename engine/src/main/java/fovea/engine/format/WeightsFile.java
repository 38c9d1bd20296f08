package fovea.engine.format;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All parameters of a network as one safetensors file, under PyTorch's names and in PyTorch's shapes.
 * The numbers are made while the file is written: it takes little memory, whatever its size.
 */
public final class WeightsFile {

  /** The most bytes of a file: what {@link Safetensors#read} could read at all. */
  public static final long MAX_BYTES = Integer.MAX_VALUE;

  /** Numbers that are made at a time. */
  private static final int PIECE = 1 << 14;

  private final List<Parameter> parameters;
  private final Weights weights;
  private final byte[] head;
  private final long bytes;

  private WeightsFile(List<Parameter> parameters, Weights weights, byte[] head, long bytes) {
    this.parameters = parameters;
    this.weights = weights;
    this.head = head;
    this.bytes = bytes;
  }

  /**
   * The file of a network; no weight is touched yet.
   *
   * @param network must be legal
   * @throws DocumentTooLarge if the file would pass {@link #MAX_BYTES}
   */
  public static WeightsFile of(NetworkReading network, Weights weights) {
    List<Parameter> parameters = network.layers().stream()
        .map(LayerReading::cost)
        .flatMap(cost -> cost.parameters().stream())
        .toList();
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    parameters.forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    try {
      long numbers = parameters.stream().mapToLong(Parameter::elements).reduce(0, Math::addExact);
      byte[] head = Safetensors.head(shapes);
      long bytes = Math.addExact(head.length, Math.multiplyExact(numbers, Float.BYTES));
      if (bytes <= MAX_BYTES) {
        return new WeightsFile(parameters, weights, head, bytes);
      }
      throw tooLarge(String.format(Locale.ROOT, "%,d", bytes));
    } catch (ArithmeticException beyond) {
      throw tooLarge("more than 2^63");
    }
  }

  private static DocumentTooLarge tooLarge(String bytes) {
    return new DocumentTooLarge("safetensors_bytes", String.format(Locale.ROOT,
        "A safetensors file holds at most %,d bytes here, and this network's would have %s."
            + " Use fewer channels, or fewer features before and in linear layers.",
        MAX_BYTES, bytes));
  }

  /** How many bytes the file has, exactly. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes the file, making the weights on the way.
   *
   * @throws IOException from the stream
   */
  public void write(OutputStream to) throws IOException {
    to.write(head);
    float[] numbers = new float[PIECE];
    ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Parameter parameter : parameters) {
      long count = parameter.elements();
      for (long first = 0; first < count; first += PIECE) {
        int many = (int) Math.min(PIECE, count - first);
        weights.copy(parameter, first, numbers, many);
        piece.asFloatBuffer().put(numbers, 0, many);
        to.write(piece.array(), 0, many * Float.BYTES);
      }
    }
  }
}
