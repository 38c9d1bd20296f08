package fovea.engine.dataset.file;

import fovea.engine.dataset.Stored;
import fovea.engine.dataset.file.SetFiles.Brought;
import fovea.engine.network.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The binary batches of CIFAR-10: records of a label and 3 × 32 × 32 bytes, without a head.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 dataset</a>
 */
final class CifarFile {

  private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat",
      "deer", "dog", "frog", "horse", "ship", "truck");

  private static final Shape.Maps SHAPE = new Shape.Maps(3, 32, 32);
  private static final int PIXELS = 3 * 32 * 32;

  private CifarFile() {}

  /** The pictures of all files, as many as there may be. */
  static Brought read(List<InputStream> files, FileLimits limits) throws IOException {
    Stored.Builder set = new Stored.Builder(CLASSES, SHAPE);
    int most = limits.pictures(SHAPE);
    long count = 0;
    for (InputStream file : files) {
      long before = count;
      for (int label; (label = file.read()) >= 0; count++) {
        byte[] pixels = file.readNBytes(PIXELS);
        if (label >= CLASSES.size() || pixels.length < PIXELS) {
          throw wrong(count - before, label);
        }
        if (count < most) {
          set.add(label, pixels);
        }
      }
    }
    if (count == 0) {
      throw wrong(0, -1);
    }
    return new Brought(set.build(), count, 0);
  }

  private static MalformedDataset wrong(long record, int label) {
    return record == 0
        ? new MalformedDataset("This is no set that Fovea reads: IDX files as MNIST comes, .bin"
            + " batches of CIFAR-10 and zips of folders are.")
        : new MalformedDataset("This is no batch of CIFAR-10: its record " + record
            + " ends early or has the label " + label + " where 0 to 9 belong.");
  }
}
