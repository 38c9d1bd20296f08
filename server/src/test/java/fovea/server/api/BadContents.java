package fovea.server.api;

import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Documents and tensors that every call refuses: what each is, the status, and what is sent. */
public final class BadContents {

  private BadContents() {}

  public static Stream<Arguments> documents() {
    return Stream.of(
        bad("nothing", 400, ""),
        bad("text", 400, "hello"),
        bad("half an object", 400, "{\"input\": [3, 8"),
        bad("a list", 400, "[]"),
        bad("something behind the end", 400, ApiContractTest.TINY + "{}"),
        bad("a key twice", 400, "{\"input\": [1,2,3], \"input\": [1,2,3], \"layers\": []}"),
        bad("an unknown field", 400, "{\"input\": [1,2,3], \"layers\": [], \"x\": 1}"),
        bad("no layers", 400, "{\"input\": [1,2,3]}"),
        bad("depth 100,000", 400, "[".repeat(100_000)),
        bad("a name of 1 MB", 400, "{\"name\": \"" + "x".repeat(1_000_000) + "\"}"),
        bad("a number of 1 MB", 400, "{\"input\": [" + "9".repeat(1_000_000) + ",1,1]}"),
        bad("an input beyond int", 400, "{\"input\": [3, 1e99, 4], \"layers\": []}"),
        bad("an input of fractions", 400, "{\"input\": [3, 1.5, 4], \"layers\": []}"),
        bad("an unknown type", 400, layer("\"type\": \"Conv3d\"")),
        bad("an unknown argument", 400, layer("\"type\": \"ReLU\", \"speed\": 1")),
        bad("a missing argument", 400, layer("\"type\": \"Conv2d\", \"out_channels\": 1")),
        bad("text for a number", 400, layer("\"type\": \"Linear\", \"out_features\": \"ten\"")),
        bad("a number beyond int", 400,
            layer("\"type\": \"Linear\", \"out_features\": 99999999999999999999")),
        bad("5,000 layers", 422, "{\"input\": [1,2,3], \"layers\": ["
            + "{\"id\": \"a\", \"type\": \"ReLU\"},".repeat(4_999)
            + "{\"id\": \"a\", \"type\": \"ReLU\"}]}"),
        bad("2,000 layers of one id", 422, "{\"input\": [1,2,3], \"layers\": ["
            + "{\"id\": \"a\", \"type\": \"ReLU\"},".repeat(1_999)
            + "{\"id\": \"a\", \"type\": \"ReLU\"}]}"),
        bad("an empty picture", 422, "{\"input\": [0, 0, 0], \"layers\": []}"),
        bad("a negative picture", 422, "{\"input\": [-1, 4, 4], \"layers\": []}"),
        bad("counts past 2^63", 422, "{\"input\": [2147483647, 2147483647, 2147483647],"
            + "\"layers\": [{\"id\": \"a\", \"type\": \"Flatten\"}]}"),
        bad("a stride of zero", 422,
            layer("\"type\": \"MaxPool2d\", \"kernel_size\": 2, \"stride\": 0")),
        bad("a kernel of two billion", 422,
            layer("\"type\": \"MaxPool2d\", \"kernel_size\": 2147483647")),
        bad("markup as an id", 400, "{\"input\": [1,2,3], \"layers\": ["
            + "{\"id\": \"<script>\", \"type\": \"ReLU\"}]}"));
  }

  private static String layer(String arguments) {
    return "{\"input\": [3, 8, 8], \"layers\": [{\"id\": \"a\", " + arguments + "}]}";
  }

  public static Stream<Arguments> tensors() {
    byte[] good = tensors(Map.of("input", Tensor.of(new float[3 * 64 * 64], 3, 64, 64)));
    Map<String, Tensor> extra = new HashMap<>(Safetensors.read(good));
    extra.put("conv9.weight", Tensor.of(new float[1], 1));
    Map<String, Tensor> misfit = new HashMap<>(Safetensors.read(good));
    misfit.put("conv1.bias", Tensor.of(new float[3], 3));
    return Stream.of(
        bad("nothing", 400, new byte[0]),
        bad("three bytes", 400, new byte[3]),
        bad("a header of 2^63 bytes", 400, header(Long.MAX_VALUE, "{}")),
        bad("a negative header", 400, header(-1, "{}")),
        bad("a header that is cut", 400, header(100, "{}")),
        bad("a header that is no JSON", 400, header("hello {}")),
        bad("a shape past 2^63", 400, header("{\"input\":{\"dtype\":\"F32\",\"shape\":"
            + "[4294967296,4294967296],\"data_offsets\":[0,0]}}")),
        bad("numbers past the end", 400, header("{\"input\":{\"dtype\":\"F32\",\"shape\":[100],"
            + "\"data_offsets\":[0,400]}}")),
        bad("offsets that go backwards", 400, header("{\"input\":{\"dtype\":\"F32\","
            + "\"shape\":[0],\"data_offsets\":[4,0]}}")),
        bad("bytes that belong to nothing", 400, Arrays.copyOf(good, good.length + 4)),
        bad("numbers that are cut", 400, Arrays.copyOf(good, good.length - 4)),
        bad("another type", 400, header("{\"input\":{\"dtype\":\"F64\",\"shape\":[0],"
            + "\"data_offsets\":[0,0]}}")),
        bad("no input", 400, tensors(Map.of())),
        bad("an input of another shape", 400,
            tensors(Map.of("input", Tensor.of(new float[4], 1, 2, 2)))),
        bad("a tensor of no layer", 400, tensors(extra)),
        bad("a weight of another shape", 400, tensors(misfit)));
  }

  private static byte[] tensors(Map<String, Tensor> tensors) {
    return Safetensors.write(tensors);
  }

  private static byte[] header(String json) {
    return header(json.length(), json);
  }

  private static byte[] header(long length, String json) {
    return ByteBuffer.allocate(8 + json.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(json.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static Arguments bad(String what, int status, Object content) {
    return Arguments.of(what, status, content);
  }
}
