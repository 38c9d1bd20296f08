package fovea.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorWidthsTest {

  @ParameterizedTest
  @ValueSource(ints = {512, 256, 128})
  void vectorsOfEachWidthAgreeWithPyTorchAtEveryLayer(int bits) throws Exception {
    String said = goldenCheck(
        "--add-modules", "jdk.incubator.vector", "-Dfovea.vector.bits=" + bits);
    assertTrue(said.contains(bits + "-bit vectors"), said);
  }

  @Test
  void withoutTheVectorModuleTheTextbookComputes() throws Exception {
    String said = goldenCheck();
    assertTrue(said.contains("textbook loops, because the JVM runs without"), said);
  }

  private static String goldenCheck(String... flags) throws IOException, InterruptedException {
    Process process = FreshJvm.running(List.of(flags), GoldenCheck.class)
        .redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
