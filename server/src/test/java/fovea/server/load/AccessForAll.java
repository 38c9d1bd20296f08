package fovea.server.load;

import fovea.server.App;
import fovea.server.TestServer;
import fovea.server.room.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every address, asked for by everybody for whom it is not: all are told that there is nothing. */
final class AccessForAll implements Experiment {

  private static final int CHANGES_PER_SECOND = 1_000;

  @Override
  public String id() {
    return "access";
  }

  @Override
  public Row run() throws IOException {
    Path folder = Files.createTempDirectory("fovea-load");
    // In this process, since only the server itself can say which addresses there are.
    try (App app = App.start(TestServer.settings(folder, Set.of(), CHANGES_PER_SECOND))) {
      Access access = new Access(app);
      access.ask();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("addresses", app.addresses().size());
      figures.put("without a rule", access.unruled().toString());
      figures.put("calls", access.calls());
      figures.put("leaks", access.leaks().size());
      figures.put("of them", access.leaks().toString());
      figures.put("shut to those whom they are for", access.shut().toString());
      return new Row(id(), figures, access.unruled().isEmpty() && access.calls() > 0
          && access.leaks().isEmpty() && access.shut().isEmpty());
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
