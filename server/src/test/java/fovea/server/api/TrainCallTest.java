package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCallTest {

  private static final String NETWORK = """
      {"name": "small", "input": [1, 8, 8], "layers": [
       {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
       {"id": "bn", "type": "BatchNorm2d"}, {"id": "relu", "type": "ReLU"},
       {"id": "pool", "type": "MaxPool2d", "kernel_size": 2}, {"id": "flat", "type": "Flatten"},
       {"id": "fc", "type": "Linear", "out_features": 2}, {"id": "shares", "type": "Softmax"}]}
      """;

  private static final int PICTURES = 24;

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

  /** Bright above or bright below: two classes that are easily told apart. */
  private static byte[] pictures(int label) {
    Random random = new Random(1);
    float[] images = new float[PICTURES * 64];
    int[] labels = new int[PICTURES];
    for (int n = 0; n < PICTURES; n++) {
      labels[n] = n % 2;
      for (int i = 0; i < 64; i++) {
        images[n * 64 + i] = (i / 32 == labels[n] ? 1 : 0) + 0.1f * (float) random.nextGaussian();
      }
    }
    labels[0] = label;
    return file(images, labels);
  }

  /** A safetensors file with labels as PyTorch writes them, I64. */
  private static byte[] file(float[] images, int[] labels) {
    String header = "{\"images\":{\"dtype\":\"F32\",\"shape\":[%d,1,8,8],\"data_offsets\":[0,%d]},"
        .formatted(labels.length, 4 * images.length)
        + "\"labels\":{\"dtype\":\"I64\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}".formatted(
            labels.length, 4 * images.length, 4 * images.length + 8 * labels.length);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer
        .allocate(8 + text.length + 4 * images.length + 8 * labels.length)
        .order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    for (float number : images) {
      bytes.putFloat(number);
    }
    IntStream.of(labels).forEach(bytes::putLong);
    return bytes.array();
  }

  private static HttpResponse<byte[]> train(String options) {
    return server.post("/api/v1/train", new Parts().field("network", NETWORK)
        .file("data", pictures(0)).field("options", options));
  }

  private static Map<String, byte[]> unzipped(HttpResponse<byte[]> answer) {
    assertEquals(200, answer.statusCode(), () -> text(answer));
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        zip.transferTo(content);
        files.put(entry.getName(), content.toByteArray());
        entry = zip.getNextEntry();
      }
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    return files;
  }

  private static byte[] weights(Map<String, byte[]> files) {
    return Objects.requireNonNull(files.get("weights.safetensors"));
  }

  private static JsonNode history(Map<String, byte[]> files) {
    try {
      return new ObjectMapper().readTree(Objects.requireNonNull(files.get("history.json")));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void aTrainedNetworkTellsTwoClassesApart() {
    Map<String, byte[]> files = unzipped(train("""
        {"optimizer": "adam", "lr": 0.01, "batch_size": 8, "epochs": 20, "shuffle": true}"""));
    JsonNode history = history(files);
    assertEquals(60, history.get("loss").size());
    assertEquals(60, history.get("accuracy").size());
    assertTrue(history.get("loss").get(59).doubleValue() < 0.1, history::toString);
    Map<String, Tensor> weights = Safetensors.read(weights(files));
    assertTrue(weights.keySet().containsAll(Set.of("conv.weight", "conv.bias",
        "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "fc.weight", "fc.bias")));
  }

  @Test
  void theSameRequestGivesTheSameWeights() {
    String options = """
        {"momentum": 0.9, "nesterov": true, "weight_decay": 0.01, "label_smoothing": 0.1,
         "batch_size": 7, "steps": 9, "shuffle": true, "seed": 3}""";
    assertArrayEquals(
        weights(unzipped(train(options))), weights(unzipped(train(options))));
  }

  @Test
  void trainingGoesOnFromWeightsThatAreSent() {
    Map<String, byte[]> first = unzipped(train("{\"steps\": 2, \"batch_size\": 24}"));
    Map<String, byte[]> next = unzipped(server.post("/api/v1/train", new Parts()
        .field("network", NETWORK).file("data", pictures(0))
        .file("tensors", weights(first))
        .field("options", "{\"steps\": 2, \"batch_size\": 24}")));
    JsonNode both = history(unzipped(train("{\"steps\": 4, \"batch_size\": 24}"))).get("loss");
    assertEquals(both.get(3).doubleValue(), history(next).get("loss").get(1).doubleValue(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"optimiser\": \"sgd\"} | optimizer, lr, momentum",
    "{\"optimizer\": \"rmsprop\"} | sgd, adam or adamw",
    "{\"momentum\": 1.5} | momentum must be from 0 to below 1",
    "{\"optimizer\": \"adam\", \"momentum\": 0.9} | no option of adam",
    "{\"lr\": -1} | lr must be 0 or more",
    "{\"batch_size\": 0} | from 1 to 4096",
    "{\"steps\": 1, \"epochs\": 1} | one of them",
    "{\"betas\": 3, \"optimizer\": \"adam\"} | a pair",
    "[] | must be a JSON object"})
  void aWrongOptionIsRefusedWithItsNameAndLimits(String options, String detail) {
    HttpResponse<byte[]> answer = train(options);
    ApiContractTest.assertProblem(answer, 400);
    assertTrue(text(answer).contains(detail.strip()), () -> text(answer));
  }

  @Test
  void aLabelOfNoClassIsRefused() {
    HttpResponse<byte[]> answer = server.post("/api/v1/train",
        new Parts().field("network", NETWORK).file("data", pictures(2)));
    ApiContractTest.assertProblem(answer, 400);
    assertTrue(text(answer).contains("labels from 0 to 1"), () -> text(answer));
  }

  @Test
  void aRateThatExplodesEndsWithWordsThatSayWhatToTry() {
    HttpResponse<byte[]> answer = train("{\"lr\": 1e30, \"steps\": 20}");
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("a smaller rate"), () -> text(answer));
  }

  @Test
  void moreWorkThanAllowedIsRefusedByTheLimitsName() {
    HttpResponse<byte[]> answer = train("{\"steps\": 10000000, \"batch_size\": 4096}");
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("train_"), () -> text(answer));
  }

  /** Each would take minutes, and comes until there is no place; whoever asks takes one for a moment. */
  @Test
  void whoeverGoesAwayKeepsNoPlace() throws IOException, InterruptedException {
    byte[] body = new Parts().field("network", NETWORK).file("data", pictures(0))
        .field("options", "{\"steps\": 2000000, \"batch_size\": 24, \"lr\": 1e-9}").bytes();
    List<Socket> clients = new ArrayList<>();
    int status = 200;
    try {
      while (clients.size() < 200 && status == 200) {
        clients.add(asking(body));
        Thread.sleep(20);
        status = train("{\"steps\": 1, \"batch_size\": 24}").statusCode();
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
    assertEquals(503, status, "all places are taken");
    for (int i = 0; i < 100 && status == 503; i++) {
      Thread.sleep(100);
      status = train("{\"steps\": 1}").statusCode();
    }
    assertEquals(200, status);
  }

  private static Socket asking(byte[] body) throws IOException {
    Socket client = new Socket("localhost", server.port());
    client.getOutputStream().write(("POST /api/v1/train HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: " + Parts.CONTENT_TYPE + "\r\nContent-Length: " + body.length
        + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().write(body);
    client.getOutputStream().flush();
    return client;
  }
}
