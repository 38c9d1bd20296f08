package fovea.server.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.picture.Folding;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Slice;
import fovea.engine.zoo.Zoo;
import java.util.List;

/** Any text as the words of addresses, for a part of weights and for folded groups: never a failure. */
public final class AddressFuzz {

  private static final NetworkReading NETWORK = NetworkReading.of(Zoo.network("tinyvgg"));

  private AddressFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(AddressFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    Folding.parse(text).text();
    Slice.parse(TypedSlice.of(text.strip(), "conv_1_1", NETWORK)).ifPresent(Slice::layer);
  }

  /** Good words to begin with. */
  public static List<byte[]> seeds() {
    return List.of("conv_1_1.weight[3][-1]".getBytes(UTF_8), "weight[3, 0]".getBytes(UTF_8),
        "-conv_1_1,conv_2_1".getBytes(UTF_8));
  }
}
