package fovea.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The scripts' arithmetic (colours, sheets, receptive boxes), tested in JavaScript by Node's own
 * runner. Node is not needed to build Fovea: without it, or before version 20, this test is skipped;
 * browser journeys still run the same code.
 */
class ScriptsTest {

  private static final int OLDEST_NODE = 20;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void pureScriptsDoTheirArithmeticRight() throws IOException, InterruptedException {
    assumeTrue(nodeVersion() >= OLDEST_NODE, "no Node.js " + OLDEST_NODE + " or later on the PATH");
    // In the folder of the tests, because how to name one differs between versions of the runner.
    Process tests = new ProcessBuilder("node", "--test")
        .directory(Path.of("src/test/js").toFile())
        .redirectErrorStream(true)
        .start();
    String output = new String(tests.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, tests.waitFor(), output);
  }

  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), UTF_8);
      node.waitFor();
      return Integer.parseInt(version.strip().replaceFirst("v(\\d+).*", "$1"));
    } catch (IOException noNode) {
      return 0;
    }
  }
}
