package fovea.engine.dataset.file;

import fovea.engine.dataset.Stored;
import fovea.engine.dataset.file.SetFiles.Brought;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip of folders: each picture lies in a folder that is called like its class, which may lie in one more, such as
 * {@code pets/cat/1.png}. Hidden files are passed over, and what is called like no picture. For one thread.
 */
public final class FolderZip {

  /** Makes a picture of a file: C·H·W bytes, or a refusal of its own. */
  @FunctionalInterface
  public interface Decoder {

    /** The pixels of the file that lies there in the zip. */
    byte[] pixels(String path, byte[] file);
  }

  /** No page takes a larger one by itself either. */
  private static final int MOST_FILE_BYTES = 10_000_000;
  private static final int MOST_NAME_LETTERS = 40;
  private static final int MOST_ENTRIES = 100_000;
  private static final int CHUNK_BYTES = 16 * 1024;

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp");

  private final Shape.Maps shape;
  private final Decoder decoder;
  private final FileLimits limits;
  private final Unpacking unpacking;

  /** The pictures of each class, by its name. */
  private final TreeMap<String, List<byte[]>> classes = new TreeMap<>();
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int count;
  private int others;

  private FolderZip(Shape.Maps shape, Decoder decoder, FileLimits limits) {
    this.shape = shape;
    this.decoder = decoder;
    this.limits = limits;
    this.unpacking = new Unpacking(limits.unpacked());
  }

  /**
   * The set in a zip, its classes in the order of their names; the zip is not closed.
   *
   * @param shape of each picture that the decoder makes
   * @throws MalformedDataset if there is none in it
   * @throws DocumentTooLarge over a limit
   */
  public static Brought read(
      InputStream zip, Shape.Maps shape, Decoder decoder, FileLimits limits) {
    try {
      return new FolderZip(shape, decoder, limits).read(zip);
    } catch (IOException | IllegalArgumentException broken) {
      // The names of a zip that was made without UTF-8 are an illegal argument of the JDK's.
      throw new MalformedDataset("The zip is damaged, ends early, has a password, or has names that"
          + " are not UTF-8; make it once more.", broken);
    }
  }

  private Brought read(InputStream file) throws IOException {
    ZipInputStream zip = new ZipInputStream(unpacking.packed(file));
    int entries = 0;
    for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
      if (++entries > MOST_ENTRIES) {
        throw new DocumentTooLarge("set_entries",
            "The zip has more than " + MOST_ENTRIES + " entries; leave some out.");
      }
      if (entry.isDirectory() || isHidden(entry.getName()) || !isPicture(entry.getName())) {
        others += entry.isDirectory() || isHidden(entry.getName()) ? 0 : 1;
        pass(zip);
      } else {
        add(entry.getName(), contents(zip, entry.getName()));
      }
    }
    if (count == 0) {
      throw new MalformedDataset(
          "The zip has no pictures in folders; put those of each class into a"
              + " folder that is called like it.");
    }
    Stored.Builder set = new Stored.Builder(List.copyOf(classes.keySet()), shape);
    int label = 0;
    for (List<byte[]> pictures : classes.values()) {
      for (byte[] pixels : pictures) {
        set.add(label, pixels);
      }
      label++;
    }
    return new Brought(set.build(), count, others);
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.replace('\\', '/').split("/", -1))
        .filter(part -> !part.isBlank() && !part.equals(".")).toList();
  }

  /** What systems put beside the files of their people. */
  private static boolean isHidden(String path) {
    return parts(path).stream()
        .anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
  }

  private static boolean isPicture(String path) {
    return ENDINGS.contains(
        path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private void pass(InputStream zip) throws IOException {
    for (int read; (read = zip.read(chunk)) >= 0;) {
      unpacking.unpacked(read);
    }
  }

  private byte[] contents(InputStream zip, String path) throws IOException {
    byte[] file = unpacking.unpacked(zip).readNBytes(MOST_FILE_BYTES + 1);
    if (file.length > MOST_FILE_BYTES) {
      throw new DocumentTooLarge("set_file_bytes", "The picture " + shown(path)
          + " has more than " + MOST_FILE_BYTES / 1_000_000 + " MB; make it smaller.");
    }
    return file;
  }

  private void add(String path, byte[] file) {
    if (++count > limits.pictures(shape)) {
      throw new DocumentTooLarge("set_pictures", "The zip has more than "
          + limits.pictures(shape) + " pictures; leave some out.");
    }
    classes.computeIfAbsent(className(path), _ -> new ArrayList<>())
        .add(decoder.pixels(shown(path), file));
    limits.requireClasses(classes.size());
  }

  private static String className(String path) {
    List<String> parts = parts(path);
    if (parts.size() < 2 || parts.size() > 3) {
      throw new MalformedDataset("The picture " + shown(path) + " lies in no folder, or too deep;"
          + " put those of each class into a folder that is called like it.");
    }
    String name = parts.get(parts.size() - 2).strip();
    if (name.length() > MOST_NAME_LETTERS || name.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedDataset("The folder " + shown(name) + " has a name of more than "
          + MOST_NAME_LETTERS + " letters, or with signs that cannot be read; give it another.");
    }
    return name;
  }

  private static String shown(String path) {
    return path.length() <= 2 * MOST_NAME_LETTERS
        ? path
        : "…" + path.substring(path.length() - 2 * MOST_NAME_LETTERS);
  }
}
