package fovea.engine.dataset.file;

import fovea.engine.dataset.Stored;
import fovea.engine.dataset.file.SetFiles.Brought;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * IDX, the format of MNIST: a number that names the type and how many axes there are, the length of each axis, then
 * the numbers, the last axis quickest. Numbers of more than a byte are big-endian.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database of handwritten digits</a>
 */
final class IdxFile {

  /** Count, rows and columns. */
  static final int PICTURES = 3;

  /** Count. */
  static final int LABELS = 1;

  private static final int BYTES = 0x08;

  private IdxFile() {}

  /** How many axes the file has that begins so; 0 if it is none of bytes. */
  static int axes(byte[] head) {
    return head.length > 3 && head[0] == 0 && head[1] == 0 && head[2] == BYTES ? head[3] : 0;
  }

  /** The pictures with their labels, as many as there may be. */
  static Brought read(InputStream pictures, InputStream labels, FileLimits limits)
      throws IOException {
    DataInputStream pixels = new DataInputStream(pictures);
    DataInputStream numbers = new DataInputStream(labels);
    pixels.readInt();
    numbers.readInt();
    long count = length(pixels);
    long labelled = length(numbers);
    if (count != labelled) {
      throw new MalformedDataset("One file has " + count + " pictures, the other " + labelled
          + " labels; choose two that belong together.");
    }
    Shape.Maps shape = shape(length(pixels), length(pixels), limits);
    int read = (int) Math.min(count, limits.pictures(shape));
    if (read == 0) {
      throw new MalformedDataset("The files have no pictures.");
    }
    byte[] all = numbers.readNBytes(read);
    if (all.length < read) {
      throw new IOException("labels end early");
    }
    int classes = 1 + IntStream.range(0, read).map(i -> all[i] & 0xFF).max().orElse(0);
    limits.requireClasses(classes);
    Stored.Builder set = new Stored.Builder(named(classes), shape);
    for (int i = 0; i < read; i++) {
      byte[] picture = new byte[Math.toIntExact(shape.elements())];
      pixels.readFully(picture);
      set.add(all[i], picture);
    }
    return new Brought(set.build(), count, 0);
  }

  private static long length(DataInputStream file) throws IOException {
    return Integer.toUnsignedLong(file.readInt());
  }

  private static Shape.Maps shape(long height, long width, FileLimits limits) {
    if (Math.min(height, width) < 1) {
      throw new MalformedDataset("The pictures in the file have no pixels.");
    }
    if (Math.max(height, width) > limits.side()) {
      throw new DocumentTooLarge("set_side", "The pictures in the file are " + height + " × "
          + width + " pixels; a side may have up to " + limits.side() + ".");
    }
    return new Shape.Maps(1, (int) height, (int) width);
  }

  /** The files name no classes. */
  private static List<String> named(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
