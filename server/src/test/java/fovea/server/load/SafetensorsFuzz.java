package fovea.server.load;

import fovea.engine.format.MalformedSafetensors;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Any bytes as a file of weights: tensors, or a refusal. */
public final class SafetensorsFuzz {

  private SafetensorsFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(SafetensorsFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls: the header is measured here, which no chance would get right. */
  public static void fuzzerTestOneInput(byte[] input) {
    read(input);
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int length = text.indexOf('\n') < 0 ? input.length : text.indexOf('\n');
    read(ByteBuffer.allocate(Long.BYTES + input.length).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length).put(input).array());
  }

  private static void read(byte[] file) {
    try {
      Safetensors.read(file);
    } catch (MalformedSafetensors declared) {
      // So it must be.
    }
  }

  /** Good files to begin with. */
  public static List<byte[]> seeds() {
    return List.of(Safetensors.write(Map.of("a.weight", Tensor.of(new float[6], 2, 3))),
        ("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[0],\"data_offsets\":[0,0]},\"__metadata__\":"
            + "{\"a\":\"b\"}}").getBytes(StandardCharsets.US_ASCII),
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[1,1],\"data_offsets\":[0,1]}}\n"
            .getBytes(StandardCharsets.US_ASCII));
  }
}
