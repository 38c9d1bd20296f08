package fovea.server.load;

import fovea.engine.dataset.file.FileLimits;
import fovea.engine.dataset.file.MalformedDataset;
import fovea.engine.dataset.file.SetFiles;
import fovea.engine.format.DocumentTooLarge;
import fovea.server.sets.SetFixtures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Any bytes as the files of a set: pictures, or a refusal. */
public final class SetFilesFuzz {

  private static final FileLimits LIMITS = new FileLimits(100, 100_000, 20, 64, 10_000_000);

  private SetFilesFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(SetFilesFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls: as one file, and in two, of which the first byte says where one ends. */
  public static void fuzzerTestOneInput(byte[] input) {
    read(List.of(input));
    if (input.length > 1) {
      int end = Math.min(input.length, 1 + (input[0] & 0xFF));
      read(List.of(Arrays.copyOfRange(input, 1, end),
          Arrays.copyOfRange(input, end, input.length)));
    }
  }

  private static void read(List<byte[]> files) {
    try {
      SetFiles.read(files.stream().<InputStream>map(ByteArrayInputStream::new).toList(), LIMITS);
    } catch (MalformedDataset | DocumentTooLarge declared) {
      // So it must be.
    }
  }

  /** Good files to begin with. */
  public static List<byte[]> seeds() {
    List<byte[]> idx = SetFixtures.idx(1, 0);
    byte[] both = new byte[1 + idx.get(0).length + idx.get(1).length];
    both[0] = (byte) idx.get(0).length;
    System.arraycopy(idx.get(0), 0, both, 1, idx.get(0).length);
    System.arraycopy(idx.get(1), 0, both, 1 + idx.get(0).length, idx.get(1).length);
    return List.of(both, new byte[3_073], SetFixtures.gzip(new byte[3_073]));
  }
}
