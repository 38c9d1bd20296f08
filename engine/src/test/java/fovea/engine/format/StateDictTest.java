package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.StateDict.Line;
import fovea.engine.format.StateDict.Match;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as PyTorch's users have them, brought together with networks; two were written by PyTorch. */
class StateDictTest {

  private static final String PLAIN = """
      {"name": "plain", "input": [3, 16, 16], "layers": [
        {"id": "features.0", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1,
         "bias": false},
        {"id": "features.1", "type": "BatchNorm2d"}, {"id": "features.2", "type": "ReLU"},
        {"id": "features.3", "type": "MaxPool2d", "kernel_size": 2},
        {"id": "features.4", "type": "Conv2d", "out_channels": 12, "kernel_size": 3, "stride": 2,
         "padding": 1},
        {"id": "features.5", "type": "LeakyReLU", "negative_slope": 0.1},
        {"id": "flat", "type": "Flatten"},
        {"id": "classifier.0", "type": "Linear", "out_features": 20},
        {"id": "classifier.1", "type": "GELU"},
        {"id": "classifier.3", "type": "Linear", "out_features": 5},
        {"id": "softmax", "type": "Softmax"}]}
      """;
  private static final String MOBILE = """
      {"name": "mobile", "input": [3, 16, 16], "layers": [
        {"id": "stem", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "stride": 2,
         "padding": 1},
        {"id": "act", "type": "ReLU6"},
        {"id": "expand", "type": "Conv2d", "out_channels": 24, "kernel_size": 1, "bias": false},
        {"id": "bn1", "type": "BatchNorm2d"}, {"id": "hs1", "type": "Hardswish"},
        {"id": "depth", "type": "Conv2d", "out_channels": 24, "kernel_size": 5, "padding": 2,
         "groups": 24, "bias": false},
        {"id": "bn2", "type": "BatchNorm2d"}, {"id": "hs2", "type": "Hardswish"},
        {"id": "pool", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "fc1", "type": "Conv2d", "out_channels": 6, "kernel_size": 1},
        {"id": "relu", "type": "ReLU"},
        {"id": "fc2", "type": "Conv2d", "out_channels": 24, "kernel_size": 1},
        {"id": "gate", "type": "Hardsigmoid"},
        {"id": "scaled", "type": "Multiply", "inputs": ["hs2", "gate"]},
        {"id": "project", "type": "Conv2d", "out_channels": 8, "kernel_size": 1, "bias": false},
        {"id": "bn3", "type": "BatchNorm2d"},
        {"id": "sum", "type": "Add", "inputs": ["act", "bn3"]},
        {"id": "mean", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "flat", "type": "Flatten"},
        {"id": "head", "type": "Linear", "out_features": 6}]}
      """;

  @ParameterizedTest
  @CsvSource({"plain, 1e-4", "plain.f16, 3e-3", "mobile, 1e-4", "mobile.f16, 3e-3"})
  void aFileOfPyTorchsGivesPyTorchsValues(String name, double tolerance) {
    String network = name.replace(".f16", "");
    NetworkReading reading = reading(network.equals("plain") ? PLAIN : MOBILE);
    SafetensorsFile file = SafetensorsFile.of(bytes(name));
    StateDict matched = StateDict.of(file.tensors(), reading);
    assertEquals(List.of(), matched.misfits());
    assertEquals("", matched.prefix());
    assertEquals(network.equals("plain") ? 1 : 3, matched.count(Match.COUNTER));
    assertEquals(0, matched.count(Match.ABSENT));
    assertEquals(name.endsWith("f16") ? List.of(NumberType.F16) : List.of(), matched.widened());

    Map<String, Tensor> values = Safetensors.read(bytes(network + ".values"));
    String last = reading.network().nodes().getLast().id();
    float[] found;
    try (Inference inference = Inference.withDefaults()) {
      found = inference.run(reading, Weights.of(matched.read(file), 0),
          Objects.requireNonNull(values.get("input")), Set.of(last), Progress.NONE,
          new Cancellation()).tensor(last).data();
    }
    float[] expected = Objects.requireNonNull(values.get("output")).data();
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected, found, (float) (tolerance * largest), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "_orig_mod.", "model.", "module._orig_mod.",
    "_orig_mod.module.", "model._orig_mod.", "module.module.", "net.", "ema.module.model."})
  void whatStandsBeforeEveryNameIsTakenOff(String prefix) {
    List<StoredTensor> tensors = new ArrayList<>(prefixed(prefix));
    // An averaged model's own counter stands beside the wrapped ones.
    tensors.add(stored("n_averaged", NumberType.I64, List.of()));
    StateDict matched = StateDict.of(tensors, reading(PLAIN));
    assertEquals(prefix, matched.prefix());
    assertEquals(List.of(), matched.misfits());
    assertEquals(11, matched.count(Match.FITS));
    assertEquals(2, matched.count(Match.COUNTER));
  }

  @Test
  void aNameThatTheNetworkHasKeepsItsPrefix() {
    NetworkReading network = reading(PLAIN.replace("\"features.", "\"model.features.")
        .replace("\"classifier.", "\"model.classifier."));
    assertEquals("", StateDict.of(prefixed("model."), network).prefix());
    assertEquals("module.", StateDict.of(prefixed("module.model."), network).prefix());
  }

  @Test
  void aPrefixOfSomeNamesOnlyIsNone() {
    List<StoredTensor> tensors = new ArrayList<>(prefixed("module."));
    tensors.add(stored("classifier.9.bias", NumberType.F32, List.of(5L)));
    StateDict matched = StateDict.of(tensors, reading(PLAIN));
    assertEquals("", matched.prefix());
    assertEquals(12, matched.misfits().size());
  }

  @Test
  void countersOfAModelInHalvesAreCountersToo() {
    StateDict matched = StateDict.of(List.of(
        stored("features.1.num_batches_tracked", NumberType.F16, List.of()),
        stored("features.1.num_batches_tracked_", NumberType.F16, List.of())), reading(PLAIN));
    assertEquals(List.of(Match.COUNTER, Match.UNKNOWN),
        matched.lines().subList(0, 2).stream().map(Line::match).toList());
  }

  @Test
  void whatDoesNotFitSaysWhy() {
    StateDict matched = StateDict.of(List.of(
        stored("features.0.weight", NumberType.F32, List.of(8L, 3L, 5L, 5L)),
        stored("features.1.bias", NumberType.I8, List.of(8L)),
        stored("features.9.weight", NumberType.BF16, List.of(8L)),
        stored("features.1.weight", NumberType.BF16, List.of(8L))), reading(PLAIN));
    assertEquals(List.of(
        "expected shape [8, 3, 3, 3] for features.0.weight but found [8, 3, 5, 5]",
        "features.1.bias has type I8, but only F64, F32, F16, BF16, F8_E4M3, F8_E5M2 are read",
        "the network has no parameter named features.9.weight"),
        matched.misfits().stream().map(Line::misfit).toList());
    assertEquals(8, matched.count(Match.ABSENT));
    assertEquals(List.of(NumberType.BF16), matched.widened());
    assertTrue(matched.lines().stream().filter(line -> line.match() == Match.ABSENT)
        .allMatch(line -> line.tensor() == null && line.parameter() != null));
  }

  private static List<StoredTensor> prefixed(String prefix) {
    return SafetensorsFile.of(bytes("plain")).tensors().stream()
        .map(tensor -> stored(prefix + tensor.name(), tensor.type(), tensor.shape())).toList();
  }

  private static StoredTensor stored(String name, NumberType type, List<Long> shape) {
    long numbers = shape.stream().reduce(1L, Math::multiplyExact);
    return new StoredTensor(name, type, shape, 0, numbers * type.bits() / Byte.SIZE);
  }

  private static NetworkReading reading(String document) {
    return NetworkReading.of(NetworkDocument.parse(document));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = StateDictTest.class
        .getResourceAsStream("/imports/" + name + ".safetensors")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
