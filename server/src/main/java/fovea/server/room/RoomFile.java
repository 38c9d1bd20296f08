package fovea.server.room;

import fovea.engine.format.NetworkDocument;
import fovea.server.storage.KeptNetwork;
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

  /** A network's document in that folder, under a name that every file system takes. */
  void add(String folder, String nickname, KeptNetwork kept) throws IOException {
    String plain = nickname.replaceAll("[^\\p{L}\\p{N} ,_-]", "_").strip();
    String name = folder + "/" + plain;
    for (int turn = 2; !names.add(name); turn++) {
      name = folder + "/" + plain + " " + turn;
    }
    add(name + ".json", NetworkDocument.write(kept.network()));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
