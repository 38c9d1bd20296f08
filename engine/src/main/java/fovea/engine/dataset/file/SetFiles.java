package fovea.engine.dataset.file;

import fovea.engine.dataset.Stored;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads a set from the files that it comes as, in any order, packed by gzip or not: the two of IDX, or batches of
 * CIFAR-10. What a file is its first bytes say, never its name.
 */
public final class SetFiles {

  /** A tar says what it is behind the name, the owner and the times of its first file. */
  private static final int TAR_AT = 257;
  private static final int HEAD_BYTES = TAR_AT + 5;

  private static final byte[] GZIP = {0x1F, (byte) 0x8B};

  private SetFiles() {}

  /**
   * A set as far as it was read.
   *
   * @param of how many pictures the files have; of more than are allowed the first are read
   * @param others how many files lie among the pictures that are none
   */
  public record Brought(Stored set, long of, int others) {}

  /** Whether a file is a zip. */
  public static boolean isZip(byte[] file) {
    return file.length > 3 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
  }

  /**
   * The set that these files are together; they are read to their ends, and not closed.
   *
   * @throws MalformedDataset if they are none
   * @throws fovea.engine.format.DocumentTooLarge over a limit
   */
  public static Brought read(List<InputStream> files, FileLimits limits) {
    try {
      List<InputStream> opened = new ArrayList<>();
      List<byte[]> heads = new ArrayList<>();
      for (InputStream file : files) {
        InputStream contents = opened(file, limits);
        heads.add(head(contents));
        opened.add(contents);
      }
      return read(opened, heads, limits);
    } catch (IOException broken) {
      throw new MalformedDataset("A file is damaged or ends early; send it once more.", broken);
    }
  }

  private static InputStream opened(InputStream file, FileLimits limits) throws IOException {
    Unpacking unpacking = new Unpacking(limits.unpacked());
    InputStream packed = new BufferedInputStream(unpacking.packed(file));
    byte[] head = head(packed);
    boolean isGzip = head.length > 1 && head[0] == GZIP[0] && head[1] == GZIP[1];
    return isGzip
        ? new BufferedInputStream(unpacking.unpacked(new GZIPInputStream(packed)))
        : packed;
  }

  private static byte[] head(InputStream file) throws IOException {
    file.mark(HEAD_BYTES);
    byte[] head = file.readNBytes(HEAD_BYTES);
    file.reset();
    return head;
  }

  private static Brought read(List<InputStream> files, List<byte[]> heads, FileLimits limits)
      throws IOException {
    if (heads.stream().anyMatch(SetFiles::isTar)) {
      throw new MalformedDataset("This is a tar archive; unpack it first, and send the .bin files"
          + " that are in it, or a zip of folders.");
    }
    List<InputStream> pictures = of(IdxFile.PICTURES, files, heads);
    List<InputStream> labels = of(IdxFile.LABELS, files, heads);
    if (pictures.isEmpty() && labels.isEmpty()) {
      return CifarFile.read(files, limits);
    }
    if (files.size() != 2 || pictures.size() != 1 || labels.size() != 1) {
      throw new MalformedDataset("A set in IDX files has two, one of pictures and one of labels;"
          + " choose both, and no others.");
    }
    return IdxFile.read(pictures.getFirst(), labels.getFirst(), limits);
  }

  private static boolean isTar(byte[] head) {
    return head.length == HEAD_BYTES
        && new String(head, TAR_AT, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private static List<InputStream> of(int axes, List<InputStream> files, List<byte[]> heads) {
    List<InputStream> some = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (IdxFile.axes(heads.get(i)) == axes) {
        some.add(files.get(i));
      }
    }
    return some;
  }
}
