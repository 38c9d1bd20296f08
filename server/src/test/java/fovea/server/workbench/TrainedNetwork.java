package fovea.server.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A network of a visitor's and its training, as its page sees it.
 *
 * @param address of the network
 */
record TrainedNetwork(Visitor visitor, String address) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Small, and quick at digits of 20 × 20 pixels. */
  static TrainedNetwork of(Visitor visitor, int outputs) {
    return new TrainedNetwork(visitor, visitor.create("""
        {"name": "digits", "input": [1, 20, 20], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 5},
          {"id": "relu1", "type": "ReLU"}, {"id": "pool1", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv2", "type": "Conv2d", "out_channels": 16, "kernel_size": 3},
          {"id": "bn", "type": "BatchNorm2d"}, {"id": "relu2", "type": "ReLU"},
          {"id": "pool2", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "flat", "type": "Flatten"}, {"id": "drop", "type": "Dropout", "p": 0.1},
          {"id": "fc", "type": "Linear", "out_features": %d},
          {"id": "shares", "type": "Softmax"}]}
        """.formatted(outputs)));
  }

  /** Begins with digits; further fields are names and values in turn. */
  HttpResponse<String> start(String... fields) {
    List<String> all = new ArrayList<>(List.of("set", "strokes"));
    all.addAll(List.of(fields));
    return visitor.send("POST", address + "/train", all.toArray(String[]::new));
  }

  /** Presses a button. */
  int press(String button) {
    return visitor.send("POST", address + "/train/" + button).statusCode();
  }

  JsonNode now(int since) {
    HttpResponse<String> answer = visitor.get(address + "/train/now?since=" + since);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Looks until that is seen. */
  JsonNode await(Predicate<JsonNode> seen) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    JsonNode now = now(0);
    while (!seen.test(now)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within a minute: " + now);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
      now = now(0);
    }
    return now;
  }

  JsonNode awaitState(String state) {
    return await(now -> now.path("state").asText().equals(state));
  }

  /** All weights, as a file. */
  byte[] weights() {
    return visitor.bytes(address + "/export/safetensors").body();
  }

  static List<Integer> whole(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }
}
