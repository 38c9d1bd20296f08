package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveFieldCallTest {

  private static final Path GOLDENS = Path.of("../engine/src/test/resources/goldens/networks");

  @TempDir
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theGradientsAreThoseOfPyTorchsAutograd() throws IOException {
    for (String golden : new String[]{"00", "07", "13", "21", "40"}) {
      Map<String, Tensor> gradients = Safetensors
          .read(Files.readAllBytes(GOLDENS.resolve(golden + ".grad.safetensors")));
      for (Map.Entry<String, Tensor> expected : gradients.entrySet()) {
        String[] place = expected.getKey().split(":", 4);
        HttpResponse<byte[]> answer = server.post("/api/v1/explain/effective_field", new Parts()
            .file("network", Files.readAllBytes(GOLDENS.resolve(golden + ".json")))
            .file("tensors", Files.readAllBytes(GOLDENS.resolve(golden + ".in.safetensors")))
            .field("layer", place[0]).field("channel", place[1]).field("y", place[2])
            .field("x", place[3]));
        assertEquals(200, answer.statusCode(), () -> text(answer));
        RunCallTest.assertClose(expected.getKey(), expected.getValue(),
            Objects.requireNonNull(Safetensors.read(answer.body()).get("gradient")));
      }
    }
  }

  @Test
  void aUnitThatIsNotThereIsRefused() {
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/effective_field", new Parts()
        .field("network", ApiContractTest.TINY).field("layer", "conv1").field("channel", "10")
        .field("y", "0").field("x", "0"));
    ApiContractTest.assertProblem(answer, 400);
    assertTrue(text(answer).contains("10 × 64 × 64"), text(answer));
  }

  @Test
  void aGradientThatWouldNotFitIntoMemoryIsRefusedBeforeItIsBegun() {
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/effective_field", new Parts()
        .field("network", """
            {"input": [1, 8, 8], "layers": [{"id": "a", "type": "Conv2d", "out_channels": 1,
              "kernel_size": 1, "stride": 100000, "padding": 100000000,
              "padding_mode": "replicate"}]}""")
        .field("layer", "a").field("channel", "0").field("y", "0").field("x", "0"));
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("run_bytes"), text(answer));
  }
}
