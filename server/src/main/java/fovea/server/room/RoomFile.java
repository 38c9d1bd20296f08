package fovea.server.room;

import fovea.engine.format.NetworkDocument;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.KeptSet;
import fovea.server.storage.SetPictureStore;
import fovea.server.training.SetZip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A room as a zip file, to keep when it is closed: its results, and the documents of its networks. */
final class RoomFile implements AutoCloseable {

  private final ZipOutputStream zip;
  private final Set<String> names = new HashSet<>();

  RoomFile(OutputStream to) {
    this.zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
  }

  void add(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** A network's document in that folder, under a name that every file system takes, and its classes. */
  void add(String folder, String nickname, KeptNetwork kept) throws IOException {
    String name = free(folder, nickname);
    add(name + ".json", NetworkDocument.write(kept.network()));
    if (!kept.classes().isEmpty()) {
      add(name + ".classes.txt", String.join("\n", kept.classes()) + "\n");
    }
  }

  /** All pictures of a set in that folder, a folder a class. */
  void add(String folder, KeptSet set, SetPictureStore pictures) throws IOException {
    SetZip.write(zip, free(folder, set.name()) + "/", set, pictures);
  }

  private String free(String folder, String called) {
    String plain = folder + "/" + SetZip.plain(called);
    String name = plain;
    for (int turn = 2; !names.add(name); turn++) {
      name = plain + " " + turn;
    }
    return name;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
