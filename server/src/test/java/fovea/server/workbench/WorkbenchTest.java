package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureFit;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workbench as browsers use it: a real server, a real database, real runs. */
class WorkbenchTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 16, 16], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void aNewcomerSeesANetworkThatWasRunAlready() {
    try (Visitor newcomer = new Visitor(app)) {
      HttpResponse<String> page = newcomer.get("/");
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("Shape namer"));
      assertEquals(page.uri().getPath(), newcomer.get("/").uri().getPath(), "it is kept");
    }
  }

  @Test
  void aNetworkOfTheZooOpensWithItsNumbers() {
    HttpResponse<String> page = visitor.post("/networks", "zoo", "resnet18");
    assertTrue(page.body().contains("11,689,512"), "the parameters of ResNet-18");
  }

  @Test
  void anEditAnswersWithEverythingBehindIt() {
    String shown = Visitor.first("data-shows=\"([^\"]+)\"", visitor.get(network).body());
    String answer = visitor.sendShowing(
        shown, "PUT", network + "/layers/conv1", "stride", "2").body();
    assertTrue(answer.contains("id=\"layer-relu1\""));
    assertTrue(answer.contains("4×8×8"));
    assertFalse(answer.contains("id=\"layer-input\""), "the input looks the same");
    assertTrue(document().contains("\"stride\":2"), "it is kept");
  }

  @Test
  void aNumberThatIsNoneComesBackWithItsTextAndAReason() {
    HttpResponse<String> answer = edit("conv1", "stride", "two");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("value=\"two\""));
    assertTrue(answer.body().contains("id=\"f-stride-error\">must be one number for both axes"));
    assertFalse(document().contains("stride"), "nothing was changed");
  }

  @Test
  void anIllegalEditIsKeptAndTheRestWorksUpToIt() {
    String answer = edit("conv2", "kernel_size", "40").body();
    assertTrue(answer.contains("class=\"problem\""));
    assertTrue(answer.contains("data-state=\"problem\""));
    assertTrue(visitor.get(network + "?layer=relu1").body().contains("4×16×16"));
  }

  @Test
  void aRepairOfThePageMakesTheLayerLegal() {
    String broken = edit("conv2", "kernel_size", "40").body();
    String edit = Visitor.first("name=\"edit\" value=\"([^\"]+)\"", broken).replace("&quot;", "\"");
    String repaired = visitor.send("POST", network + "/repairs", "layer", "conv2", "edit", edit)
        .body();
    assertFalse(repaired.contains("class=\"problem\""));
  }

  @Test
  void layersAreAddedDuplicatedMovedAndDeleted() {
    visitor.send("POST", network + "/layers", "type", "MaxPool2d", "after", "relu1");
    visitor.send("POST", network + "/layers/relu1/duplicate");
    visitor.send("POST", network + "/layers/pool1/move", "to", "up");
    visitor.send("DELETE", network + "/layers/relu1");
    Network edited = NetworkDocument.parse(document());
    assertEquals("[conv1, pool1, relu2, conv2]",
        edited.nodes().stream().map(node -> node.id()).toList().toString());
    assertTrue(NetworkReading.of(edited).isLegal());
  }

  @Test
  void aMergeIsAddedWithTwoInputsThatFit() {
    visitor.send("POST", network + "/layers", "type", "Add", "after", "conv2");
    Network edited = NetworkDocument.parse(document());
    assertEquals("[relu1, conv2]", edited.nodes().getLast().inputs().toString());
    assertTrue(NetworkReading.of(edited).isLegal());
  }

  @Test
  void aLayerIsRenamedAndItsReadersFollow() {
    visitor.send("POST", network + "/layers", "type", "Add", "after", "conv2");
    HttpResponse<String> answer = edit("relu1", "id", "first.relu");
    assertEquals(network + "?layer=first.relu",
        answer.headers().firstValue("HX-Replace-Url").orElseThrow());
    assertEquals("[first.relu, conv2]",
        NetworkDocument.parse(document()).nodes().getLast().inputs().toString());
  }

  @Test
  void mapsAndSheetsAreTheEnginesOwnValues() {
    visitor.send("POST", network + "/run");
    String activation = activation("conv2");
    Tensor expected = run("conv2");
    assertArrayEquals(Arrays.copyOfRange(expected.data(), 256, 512),
        floats(activation + "/maps/1"));
    ByteBuffer sheet = ByteBuffer.wrap(visitor.bytes(activation + "/sheet").body())
        .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(24 + 4 * (24 + 256), sheet.capacity());
    assertEquals(0x46564541, sheet.getInt(0));
    assertEquals(4, sheet.getInt(4));
    assertEquals(largest(expected.data(), 256, 512), sheet.getFloat(24 + 24 + 4));
  }

  @Test
  void valuesOfBeforeAnEditAreAnsweredWithNothingAndNeverKept() {
    visitor.send("POST", network + "/run");
    String activation = activation("conv2");
    edit("conv1", "kernel_size", "5");
    for (String part : new String[]{"/sheet", "/maps/0"}) {
      HttpResponse<byte[]> stale = visitor.bytes(activation + part);
      assertEquals(204, stale.statusCode());
      assertEquals(0, stale.body().length);
      assertEquals("no-store", stale.headers().firstValue("Cache-Control").orElseThrow());
    }
    visitor.send("DELETE", network + "/layers/conv2");
    assertEquals(204, visitor.bytes(activation + "/sheet").statusCode());
  }

  @Test
  void valuesUnderWhatWasNeverAWordAreNotFound() {
    assertEquals(404,
        visitor.bytes(network + "/activations/conv1/nonsense/sheet").statusCode());
  }

  @Test
  void anEditKeepsTheMapsOfTheLayersBeforeIt() {
    visitor.send("POST", network + "/run");
    String before = activation("relu1");
    edit("conv2", "kernel_size", "5");
    assertEquals(before, activation("relu1"));
  }

  @Test
  void anotherPictureGivesOtherMaps() {
    visitor.send("POST", network + "/run");
    String before = activation("conv1");
    String answer = visitor.send("POST", network + "/picture", "source", "builtin:cat",
        "layer", "conv1").body();
    assertTrue(answer.contains("Cat · crop 16×16"));
    visitor.send("POST", network + "/run");
    assertFalse(before.equals(activation("conv1")));
  }

  /** A dialog is as old as its page; who has chosen a layer since stays there. */
  @Test
  void anotherPictureIsSeenAtTheLayerThatThePageIsAt() {
    String page = network + "?layer=conv2&map=1";
    HttpResponse<String> answer = visitor.sendFrom("http://localhost" + page, "POST",
        network + "/picture", "source", "builtin:cat", "layer", "conv1");
    assertTrue(answer.headers().firstValue("HX-Replace-Url").orElseThrow().contains("layer=conv2"));
  }

  @Test
  void whatSomebodyElseKeepsIsNotFound() {
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.get(network).statusCode());
      assertEquals(404, other.send("PUT", network, "name", "mine").statusCode());
      assertEquals(404, other.send("DELETE", network).statusCode());
      assertEquals(404, other.get(network + "/input.png").statusCode());
      assertEquals(404, other.get(network + "/export").statusCode());
      assertEquals(404, other.get(network + "/export/onnx").statusCode());
    }
  }

  @Test
  void aLinkGivesWhoeverOpensItACopy() {
    String share = visitor.get(network + "/share").body();
    String link = Visitor.first("value=\"http://[^/]+(/open[^\"]+)\"", share);
    try (Visitor other = new Visitor(app)) {
      String copy = other.get(link).uri().getPath();
      assertFalse(copy.equals(network));
      assertEquals(document(), other.get(copy + "/document.json").body());
    }
  }

  @Test
  void aDamagedLinkOpensNothing() {
    assertEquals(400, visitor.get("/open?document=AAAA").statusCode());
  }

  @Test
  void formsWorkWithoutScripts() {
    HttpResponse<String> page = visitor.post(network + "/layers/conv1", "stride", "2");
    assertEquals(network, page.uri().getPath());
    assertTrue(page.body().contains("<main"), "a whole page");
    assertTrue(page.body().contains("4×8×8"));
  }

  @Test
  void anotherSeedGivesOtherWeightsAndAnotherShapeOtherNumbers() {
    visitor.send("POST", network + "/run");
    String before = activation("conv1");
    visitor.send("PUT", network, "shape", "3, 20, 20", "seed", "5");
    visitor.send("POST", network + "/run");
    String page = visitor.get(network + "?layer=conv1").body();
    assertTrue(page.contains("4×20×20"));
    assertFalse(before.equals(activation("conv1")));
  }

  @Test
  void aNetworkTooLargeToRunIsRefusedWithTheLimit() {
    String huge = visitor.create("""
        {"name": "huge", "input": [3, 100000, 100000], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}
        """);
    assertEquals(200, visitor.get(huge).statusCode(), "its numbers are there");
    assertEquals(422, visitor.send("POST", huge + "/run").statusCode());
  }

  private HttpResponse<String> edit(String layer, String... fields) {
    return visitor.send("PUT", network + "/layers/" + layer, fields);
  }

  private String document() {
    return visitor.get(network + "/document.json").body();
  }

  private String activation(String layer) {
    return Visitor.first("data-values=\"([^\"]+)/maps/\"",
        visitor.get(network + "?layer=" + layer).body());
  }

  private float[] floats(String path) {
    byte[] bytes = visitor.bytes(path).body();
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static float largest(float[] values, int from, int to) {
    float largest = values[from];
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, values[i]);
    }
    return largest;
  }

  private static Tensor run(String layer) {
    NetworkReading reading = NetworkReading.of(NetworkDocument.parse(TINY));
    Tensor input = PictureFit.fit(new BuiltInPictures().picture("harbour").orElseThrow(),
        new Shape.Maps(3, 16, 16), Fit.CROP).tensor(Normalisation.ZERO_TO_ONE);
    try (Inference inference = Inference.withDefaults()) {
      return inference.run(reading, Weights.seeded(0), input, Set.of(layer), Progress.NONE,
          new Cancellation()).tensor(layer);
    }
  }

  @Test
  void aDocumentThatIsNoneIsRefusedWhereItWasTyped() {
    HttpResponse<String> page = visitor.post("/networks", "document", "{\"layers\": 3} <b>");
    assertEquals(400, page.statusCode());
    assertTrue(page.body().contains("This is no network's document: ")
        || page.body().contains("This is no network&#39;s document: "), page.body());
    assertTrue(page.body().contains("&lt;b&gt;"), "what was typed is there to be mended");
    assertTrue(page.body().contains("role=\"alert\""));
  }
}
