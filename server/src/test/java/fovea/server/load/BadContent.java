package fovea.server.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.api.BadContents;
import fovea.server.sets.SetFixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What somebody might send instead of a network's document, of weights and of a form: classes of bad
 * files, each small, made by code and always the same. All of them are to be refused.
 */
final class BadContent {

  /** A good document. */
  static final String TINY = """
      {"name": "tiny", "input": [3, 32, 32], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
        {"id": "relu", "type": "ReLU"}, {"id": "sum", "type": "Add", "inputs": ["relu", "conv"]},
        {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 10}]}
      """;

  /** How a multipart form's parts are kept apart here. */
  static final String MULTIPART = "multipart/form-data; boundary=b";

  private static final int EACH = 10;
  private static final byte[] WEIGHTS = Safetensors.write(Map.of(
      "conv.weight", Tensor.of(new float[108], 4, 3, 3, 3), "conv.bias",
      Tensor.of(new float[4], 4)));
  private static final String PART = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n";

  private BadContent() {}

  private static List<byte[]> each(IntFunction<byte[]> file) {
    return IntStream.range(0, EACH).mapToObj(file).toList();
  }

  /** Documents that no call and no page takes. */
  static Map<String, List<byte[]>> documents() {
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    files.put("document cut short", each(i -> utf8(TINY.substring(0, TINY.length() * i / EACH))));
    files.put("document without one of its marks", each(BadContent::unmarked));
    files.put("document too deep", each(i -> utf8("{\"input\":" + "[".repeat(33 << i) + "]".repeat(
        i % 2 == 0 ? 33 << i : 0) + "}")));
    files.put("document with a field twice", each(i -> utf8(TINY.replace(
        List.of("\"id\"", "\"type\"", "\"out_channels\"", "\"name\"", "\"input\"").get(i % 5),
        "\"layers\": " + (i < 5 ? "1" : "[]") + ", \"layers\""))));
    files.put("document with no such number", numbers());
    files.put("document with a word too long", each(i -> utf8(TINY.replace(
        i % 2 == 0 ? "Conv2d" : "\"padding\"", i % 2 == 0
            ? "x".repeat(10_001 << i % 6)
            : "\"" + "x".repeat(201 << i) + "\""))));
    files.put("other documents", contents(BadContents.documents(), 400));
    return files;
  }

  /** Documents that are read and cannot be computed: calls refuse them, pages mend them. */
  static List<byte[]> illegalDocuments() {
    return contents(BadContents.documents(), 422);
  }

  private static List<byte[]> contents(Stream<Arguments> bad, int status) {
    return bad.map(Arguments::get).filter(it -> it[1].equals(status))
        .map(it -> it[2] instanceof String text ? utf8(text) : (byte[]) it[2]).toList();
  }

  private static byte[] unmarked(int i) {
    List<Integer> marks = IntStream.range(0, TINY.length())
        .filter(at -> "{}[]:,\"".indexOf(TINY.charAt(at)) >= 0).boxed().toList();
    return utf8(
        new StringBuilder(TINY).deleteCharAt(marks.get(i * marks.size() / EACH)).toString());
  }

  private static List<byte[]> numbers() {
    return List.of("NaN", "Infinity", "-Infinity", "1e400", "0x10", "01", "1_000", "+4", "1.5",
        "9".repeat(1_000), "-9223372036854775809", "\"4\"", "[4]", "{}", "true",
        "1e999999999")
        .stream().map(number -> utf8(TINY.replace("\"out_channels\": 4", "\"out_channels\": "
            + number).replace("[4]", "[4, 4]")))
        .toList();
  }

  /** Files of weights that no call and no page takes for {@link #TINY}. */
  static Map<String, List<byte[]>> weights() {
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    files.put("weights cut short", each(i -> Arrays.copyOf(WEIGHTS, WEIGHTS.length * i / EACH)));
    files.put("weights whose header is no text", each(BadContent::scratched));
    files.put("weights whose header lies about its length", each(i -> lying(new long[]{0, 1, -1, 7,
      Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, (1L << 20) + 1, WEIGHTS.length, 100}[i])));
    files.put("weights that overlap or leave gaps",
        each(i -> header("{" + tensor("conv.bias", "F32",
            "4", "0,16") + ","
            + tensor("x" + i, "F32", "" + i, (i - 5 < 0 ? 0 : i * 8) + ","
                + (i - 5 < 0 ? i * 4 : i * 12))
            + "}", 16 + 4 * i - (i == 0 ? 4 : i % 3))));
    files.put("weights with offsets of chance", each(BadContent::chance));
    files.put("weights of no known type", each(i -> header("{" + tensor("conv.bias", List.of("F31",
        "", "f32", "I4096", "float32", "F32 ", "U", "C64x", "BF17", "F8").get(i), "4", "0,16")
        + "}",
        16)));
    files.put("weights with a name twice", each(i -> header("{" + (tensor("conv.bias", "F32", "4",
        "0,16") + ",").repeat(1 + i) + tensor("conv.bias", "F32", "4", "0,16") + "}", 16)));
    files.put("other weights", contents(BadContents.tensors(), 400));
    return files;
  }

  /** Files that are no set. */
  static Map<String, List<byte[]>> sets() {
    byte[] zip = SetFixtures.zip(Map.of("cat/a.png", new byte[3_000], "dog/b.png", new byte[9]));
    byte[] idx = SetFixtures.idx(1, 2).getLast();
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    files.put("zip cut short", each(i -> Arrays.copyOf(zip, zip.length * i / EACH)));
    files.put("zip of no pictures", each(i -> SetFixtures.zip(Map.of("cat/a.png", new byte[i]))));
    files.put("zip of paths", each(i -> SetFixtures.zip(Map.of("../".repeat(i) + "a.png",
        new byte[1]))));
    files.put("zip that is a bomb", each(i -> SetFixtures.zip(Map.of("cat/a.png",
        new byte[4_000_000 * (i + 1)]))));
    files.put("gzip that is a bomb", each(i -> SetFixtures.gzip(new byte[3073 * 1_000 * (i + 1)])));
    files.put("pictures without labels", each(i -> Arrays.copyOf(idx, idx.length * i / EACH)));
    files.put("batch cut short", each(i -> new byte[3073 + i * 300 + 1]));
    return files;
  }

  private static byte[] scratched(int i) {
    byte[] file = WEIGHTS.clone();
    file[8 + 7 * i] = (byte) 0xFF;
    return file;
  }

  private static byte[] lying(long length) {
    byte[] file = WEIGHTS.clone();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return file;
  }

  private static byte[] chance(int i) {
    Random random = new Random(i);
    return header("{" + tensor("conv.bias", "F32", "" + random.nextLong(), random.nextLong() + ","
        + random.nextLong()) + "}", 16);
  }

  private static String tensor(String name, String type, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, type, shape, offsets);
  }

  private static byte[] header(String json, int bytes) {
    return ByteBuffer.allocate(Long.BYTES + json.length() + bytes).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length()).put(utf8(json)).array();
  }

  /** Bodies that are no {@link #MULTIPART} form. */
  static Map<String, List<byte[]>> forms() {
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    String whole = PART + "1\r\n--b--";
    files.put("form cut short", each(i -> latin1(whole.substring(0, whole.length() * i / EACH))));
    files.put("form of too many parts",
        each(i -> latin1((PART + "1\r\n").repeat(65 << i) + "--b--")));
    files.put("form whose parts have no name", each(i -> latin1(whole.replace(
        "name=\"x\"",
        List.of("", "name=", "name", "nam=\"x\"", "=\"x\"", "file=x", "name=;", "name= ",
            ";", "\0").get(i)))));
    files.put("form without end of its headers", each(i -> latin1(
        "--b\r\nContent-Disposition: form-data; name=\"x\"" + "\r\nA: b".repeat(1 << (2 * i)))));
    files.put("form with another boundary",
        each(i -> latin1(whole.replace("--b", "-".repeat(i) + "c"))));
    return files;
  }

  /** Everything that is no picture of {@code width × height} raw pixels of three bytes. */
  static List<byte[]> frames(int width, int height) {
    List<byte[]> frames = new ArrayList<>();
    for (int off : new int[]{-1, 1, 2, 3, 1_000, 1_000_000, -width * height, -3 * width * height}) {
      frames.add(new byte[3 * width * height + off]);
    }
    return frames;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
