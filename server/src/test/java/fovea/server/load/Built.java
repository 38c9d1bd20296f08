package fovea.server.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What {@code ./run} starts from, in a folder in which Maven has put the libraries; made once. */
final class Built {

  private final Path folder;

  Built(Path folder) {
    this.folder = folder;
    try {
      Files.copy(Path.of(System.getProperty("load.run")), run(),
          StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      // Where there is a runtime beside it, it builds nothing, as in an archive.
      Path runtime = folder.resolve("runtime");
      Files.deleteIfExists(runtime);
      Files.createSymbolicLink(runtime, Path.of(System.getProperty("java.home")));
      int ended = new ProcessBuilder(run().toString(), "--rehearse", folder.toString())
          .inheritIO().start().waitFor();
      if (ended != 0) {
        throw new IllegalStateException("the rehearsal failed");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The script that starts a server. */
  Path run() {
    return folder.resolve("run");
  }
}
