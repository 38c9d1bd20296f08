package fovea.server.load;

import fovea.engine.dataset.file.FileLimits;
import fovea.engine.dataset.file.FolderZip;
import fovea.engine.dataset.file.MalformedDataset;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Shape;
import fovea.server.sets.SetFixtures;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

/** Any bytes as a zip of folders: pictures, or a refusal. What is in its files, {@code PictureFuzz} asks. */
public final class FolderZipFuzz {

  private static final FileLimits LIMITS = new FileLimits(100, 100_000, 20, 64, 10_000_000);

  private FolderZipFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(FolderZipFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      FolderZip.read(new ByteArrayInputStream(input), new Shape.Maps(1, 1, 1),
          (_, file) -> new byte[]{(byte) file.length}, LIMITS);
    } catch (MalformedDataset | DocumentTooLarge declared) {
      // So it must be.
    }
  }

  /** Good files to begin with. */
  public static List<byte[]> seeds() {
    return List.of(SetFixtures.zip(Map.of("cat/a.png", new byte[9])),
        SetFixtures.zip(Map.of("a/dog/b.jpg", new byte[1], "__MACOSX/x", new byte[1])));
  }
}
