package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a picture before the network, and frames of a camera, over HTTP. */
class PictureSourcesTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void stepsAreAddedChangedReorderedAndRemoved() {
    String plain = key();
    steps("add", "rotate");
    String rotated = key();
    assertNotEquals(plain, rotated);
    steps("step", "rotate", "amount", "90", "second", "0", "add", "noise");
    assertTrue(seen().endsWith("steps=rotate:90,noise:30:0"), seen());
    steps("add", "crop");
    assertTrue(seen().endsWith("steps=rotate:90,noise:30:0,crop:70"), "none of them was sent");
    visitor.send("POST", network + "/undo");
    String noisy = key();
    steps("step", "rotate", "amount", "90", "second", "0", "step", "noise", "amount", "30",
        "second", "0", "earlier", "1");
    assertTrue(seen().endsWith("steps=noise:30:0,rotate:90"), seen());
    visitor.send("POST", network + "/undo");
    assertEquals(noisy, key(), "the same seed, the same noise, the same values");
    steps("step", "rotate", "amount", "90", "second", "0", "step", "noise", "amount", "30",
        "second", "0", "remove", "0");
    assertTrue(seen().endsWith("steps=noise:30:0"), seen());
    steps("step", "noise", "amount", "30", "second", "0", "remove", "0");
    assertEquals(plain, key());
  }

  @Test
  void aFrozenCopyAndAnotherPictureGoThroughTheSameSteps() {
    steps("add", "shuffle");
    visitor.send("POST", network + "/picture", "source", "builtin:cat");
    assertTrue(seen().endsWith("steps=shuffle:8:0"), seen());
    byte[] picture = visitor.bytes(network + "/input.png").body();
    String shared = Visitor.first("value=\"http://[^/]+(/shared/[a-z2-7]{20})\\?",
        visitor.send("POST", network + "/share").body());
    try (Visitor reader = new Visitor(app)) {
      String page = reader.get(shared).body();
      assertTrue(page.contains("steps-list") && !page.contains("picture/steps"));
      assertArrayEquals(picture, reader.bytes(shared + "/input.png").body());
    }
  }

  @Test
  void badStepsAreRefusedAndNothingIsKept() {
    for (String[] wrong : new String[][]{
      {"add", "nothing"}, {"step", "rotate"}, {"remove", "0"}, {"earlier", "x"},
      {"step", "rotate", "amount", "NaN", "second", "0"},
      {"step", "rotate", "amount", "1e400", "second", "0"},
      {"step", "crop", "amount", "0", "second", "0"},
      {"step", "noise", "amount", "1", "second", "-1"},
      {"step", "shift", "amount", "1.5", "second", "0"}}) {
      HttpResponse<String> answer = visitor.send("POST", network + "/picture/steps", wrong);
      assertEquals(400, answer.statusCode(), Arrays.toString(wrong) + answer.body());
    }
    String[] many = new String[13 * 6];
    for (int i = 0; i < 13; i++) {
      System.arraycopy(new String[]{"step", "rotate", "amount", "1", "second", "0"}, 0, many,
          6 * i, 6);
    }
    HttpResponse<String> tooMany = visitor.send("POST", network + "/picture/steps", many);
    assertEquals(422, tooMany.statusCode());
    assertTrue(tooMany.body().contains("picture_steps"), tooMany.body());
    assertFalse(seen().contains("steps="));
  }

  @Test
  void aFrameIsSeenThroughTheNetworkAndForgotten() {
    String before = visitor.get(network + "?layer=relu1").body();
    byte[] frame = new byte[3 * 8 * 8];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (i * 7);
    }
    HttpResponse<byte[]> answer = frame("layer=input&map=1&width=8&height=8", frame);
    assertEquals(200, answer.statusCode());
    ByteBuffer bytes = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
    int sheet = bytes.getInt();
    assertEquals(0x46564541, bytes.getInt(4));
    float[] green = new float[64];
    bytes.position(4 + sheet).asFloatBuffer().get(green);
    for (int i = 0; i < 64; i++) {
      assertEquals((frame[3 * i + 1] & 0xFF) / 255f, green[i], 1e-6f);
    }
    assertArrayEquals(frame,
        Arrays.copyOfRange(answer.body(), 4 + sheet + 4 * 64, answer.body().length));
    byte[] convolved = frame("layer=conv1&map=1&width=8&height=8", frame).body();
    assertEquals(sheetLength(2, 8, 8) + 4 + 4 * 64 + frame.length, convolved.length);
    assertEquals(Visitor.first("/activations/relu1/([0-9a-f]{32})", before),
        Visitor.first("/activations/relu1/([0-9a-f]{32})",
            visitor.get(network + "?layer=relu1").body()),
        "a frame changes nothing that is kept");
  }

  private static int sheetLength(int maps, int height, int width) {
    return 24 + maps * (24 + height * width);
  }

  @Test
  void badFramesAreRefused() {
    byte[] frame = new byte[3 * 8 * 8];
    assertEquals(400, frame("layer=conv1&width=8&height=9", frame).statusCode());
    assertEquals(413, frame("layer=conv1&width=8&height=7", frame).statusCode());
    assertEquals(400, frame("layer=conv1&width=0&height=8", frame).statusCode());
    assertEquals(400, frame("layer=conv1&width=513&height=8", frame).statusCode());
    assertEquals(400, frame("layer=conv1&width=-8&height=8", frame).statusCode());
    assertEquals(422, frame("layer=conv9&width=8&height=8", frame).statusCode());
    String large = network;
    network = Visitor.first("(/networks/\\w+)",
        visitor.post("/networks", "zoo", "vgg16").uri().getPath());
    HttpResponse<byte[]> tooMuch = frame("layer=features.0&width=8&height=8", frame);
    assertEquals(422, tooMuch.statusCode());
    assertTrue(new String(tooMuch.body(), StandardCharsets.UTF_8)
        .contains("live_macs"));
    network = large;
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.post(network + "/live", "w", "1").statusCode());
    }
  }

  @Test
  void theCameraIsOursAlone() {
    String policy = visitor.get(network).headers().firstValue("Permissions-Policy").orElseThrow();
    assertTrue(policy.contains("camera=(self)"), policy);
    String embedded = visitor.get("/embed/nothing").headers().firstValue("Permissions-Policy")
        .orElseThrow();
    assertTrue(embedded.contains("camera=()"), embedded);
  }

  private HttpResponse<byte[]> frame(String query, byte[] body) {
    return visitor.send("POST", network + "/live?" + query, body);
  }

  private void steps(String... fields) {
    HttpResponse<String> answer = visitor.send("POST", network + "/picture/steps", fields);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private String seen() {
    return Visitor.first("class=\"picture\" src=\"([^\"]+)\"", visitor.get(network).body())
        .replace("&amp;", "&");
  }

  private String key() {
    return Visitor.first("/activations/relu1/([0-9a-f]{32})",
        visitor.get(network + "?layer=relu1").body());
  }
}
