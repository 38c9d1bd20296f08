package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.MalformedDocument;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.zoo.Zoo;
import java.util.List;

/** Any text as a network's document: a network that reads back as it was written, or a refusal. */
public final class DocumentFuzz {

  private DocumentFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(DocumentFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Network network = NetworkDocument.parse(new String(input, UTF_8));
      if (!NetworkDocument.parse(NetworkDocument.write(network)).equals(network)) {
        throw new IllegalStateException("reads back as another network");
      }
    } catch (MalformedDocument | DocumentTooLarge declared) {
      // So it must be.
    }
  }

  /** Good documents to begin with. */
  public static List<byte[]> seeds() {
    return List.of(BadContent.TINY.getBytes(UTF_8),
        NetworkDocument.write(Zoo.network("lenet5")).getBytes(UTF_8));
  }
}
