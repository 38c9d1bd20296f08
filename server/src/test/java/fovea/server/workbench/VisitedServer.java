package fovea.server.workbench;

import fovea.server.App;
import fovea.server.TestServer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a real database for the tests of a class; somebody new visits for each test. */
public abstract class VisitedServer {

  @TempDir
  protected static Path data;

  protected static App app;

  protected Visitor visitor;

  @BeforeAll
  static void open() {
    app = App.start(TestServer.settings(data, Set.of(), 1_000));
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @BeforeEach
  void arrive() {
    visitor = new Visitor(app);
  }

  @AfterEach
  void leave() {
    visitor.close();
  }
}
