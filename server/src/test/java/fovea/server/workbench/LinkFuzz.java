package fovea.server.workbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.MalformedDocument;
import fovea.server.http.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any lines as the parameters of a link, in the order of {@link #NAMES}: a network, or a refusal. What
 * a link deflates is deflated here, but behind a tilde.
 */
public final class LinkFuzz {

  private static final List<String> NAMES = List.of(
      "seed", "picture", "fit", "normalisation", "steps", "document", "weights");

  private LinkFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(LinkFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, ISO_8859_1).split("\n", NAMES.size());
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < lines.length; i++) {
      boolean isDeflated = i >= NAMES.indexOf("document") && !lines[i].startsWith("~");
      parts.put(NAMES.get(i), isDeflated
          ? NetworkLink.deflated(lines[i].getBytes(ISO_8859_1))
          : lines[i].replaceFirst("^~", ""));
    }
    try {
      NetworkLink link = NetworkLink.parse(parts::get);
      link.address();
    } catch (Refusal | MalformedDocument | DocumentTooLarge declared) {
      // So it must be.
    }
  }

  /** A good link to begin with. */
  public static List<byte[]> seeds() {
    return List.of(("7\ncat\ncrop\nimagenet\nrotate:30,noise:20:1\n{\"input\":[1,4,4],\"layers\":["
        + "{\"id\":\"a\",\"type\":\"Conv2d\",\"out_channels\":1,\"kernel_size\":1}]}\n"
        + "@\0\0\0\0\0\0\0{\"a.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
        + "     \0\0\0\0").getBytes(ISO_8859_1));
  }
}
