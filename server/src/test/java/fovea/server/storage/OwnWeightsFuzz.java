package fovea.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.tensor.Slice;
import java.util.List;

/** Parts of weights by any names that people can send: what is kept of them reads back as it was. */
public final class OwnWeightsFuzz {

  private OwnWeightsFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(OwnWeightsFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<OwnWeights.Entry> entries = new String(input, UTF_8).lines()
        .flatMap(line -> Slice.parse(line).stream())
        .map(slice -> new OwnWeights.Entry(slice, List.of(2L, (long) slice.index().size()), "ab"))
        .toList();
    OwnWeights own = new OwnWeights(entries);
    if (!OwnWeights.parse(own.write()).equals(own)) {
      throw new IllegalStateException(own.write());
    }
  }

  /** Good names to begin with. */
  public static List<byte[]> seeds() {
    return List.of("conv1.weight[3, 0]\nconv1.bias".getBytes(UTF_8));
  }
}
