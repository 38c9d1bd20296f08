package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.server.picture.Picture;
import fovea.server.storage.KeptSet;
import fovea.server.storage.SetPictureStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a set as folders of PNG files, a folder a class, as they can be read again. */
public final class SetZip {

  private SetZip() {}

  /** So many are in memory at a time. */
  private static final int PART = 500;

  /**
   * Writes all pictures of a set.
   *
   * @param folder in which the folders lie, with a slash at its end; empty for none
   */
  public static void write(
      ZipOutputStream zip, String folder, KeptSet set, SetPictureStore pictures)
      throws IOException {
    List<String> folders = new ArrayList<>();
    for (String name : set.classes()) {
      folders.add(free(plain(name), folders));
    }
    int written = 0;
    for (long from = 1; from < set.next(); from += PART) {
      Dataset part = pictures.load(set, from, from + PART);
      for (int i = 0; i < part.count(); i++) {
        zip.putNextEntry(new ZipEntry(String.format(Locale.ROOT, "%s%s/%05d.png", folder,
            folders.get(part.label(i)), ++written)));
        zip.write(Picture.ofTensor(part.image(i)).png());
        zip.closeEntry();
      }
    }
  }

  /** A name that every file system takes. */
  public static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "_").strip();
  }

  private static String free(String name, List<String> taken) {
    String free = name;
    for (int turn = 2; taken.contains(free); turn++) {
      free = name + " " + turn;
    }
    return free;
  }
}
