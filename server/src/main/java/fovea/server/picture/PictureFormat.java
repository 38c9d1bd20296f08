package fovea.server.picture;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture files that we read, told apart by their first bytes and by nothing else. */
enum PictureFormat {
  PNG("\u0089PNG\r\n\u001a\n"), JPEG("\u00ff\u00d8\u00ff"), GIF("GIF8"), BMP("BM"), WEBP("RIFF");

  private final String magic;

  PictureFormat(String magic) {
    this.magic = magic;
  }

  static Optional<PictureFormat> of(byte[] file) {
    FileBytes bytes = new FileBytes(file);
    return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
  }

  private boolean begins(FileBytes file) {
    return file.says(0, magic) && (this != WEBP || file.says(8, "WEBP"));
  }

  /** As people write it. */
  String title() {
    return this == WEBP ? "WebP" : name();
  }
}
