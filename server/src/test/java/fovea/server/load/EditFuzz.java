package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.EditDocument;
import fovea.engine.format.MalformedDocument;
import java.util.List;

/** Any text as an edit: one, or a refusal. */
public final class EditFuzz {

  private EditFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(EditFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      EditDocument.write(EditDocument.parse(new String(input, UTF_8)));
    } catch (MalformedDocument | DocumentTooLarge declared) {
      // So it must be.
    }
  }

  /** Good edits to begin with. */
  public static List<byte[]> seeds() {
    return List.of("""
        {"sequence": [{"insert": {"id": "a", "type": "ReLU"}, "after": "input"},
         {"replace": "a", "layer": {"id": "b", "type": "Conv2d", "out_channels": 1,
          "kernel_size": 3}}, {"remove": "b"}, {"move": "a", "after": "b"},
         {"input": [3, 4, 4]}, {"name": "x"}]}""".getBytes(UTF_8));
  }
}
