package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.format.onnx.OnnxModel;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that people take from the workbench. */
class ExportTest extends VisitedServer {

  private static final String SMALL = """
      {"name": "small", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "relu1", "type": "ReLU"}]}""";

  @Test
  void anOnnxFileHasTheWeightsThatTheNetworkHasHere() throws IOException {
    String network = visitor.create(SMALL);
    visitor.send("PUT", network, "shape", "3, 8, 8", "seed", "5");
    HttpResponse<byte[]> file = visitor.bytes(network + "/export/onnx");
    assertEquals(200, file.statusCode());
    assertEquals("attachment; filename=\"small.onnx\"",
        file.headers().firstValue("Content-Disposition").orElse(""));
    assertArrayEquals(onnx(5), file.body());
  }

  private static byte[] onnx(long seed) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    NetworkReading reading = NetworkReading.of(NetworkDocument.parse(SMALL));
    OnnxModel.of(reading, Weights.seeded(seed), List.of()).write(file);
    return file.toByteArray();
  }

  @Test
  void theTableIsText() {
    String network = visitor.create(SMALL);
    String table = visitor.get(network + "/export/torchinfo").body();
    assertTrue(table.contains("├─Conv2d (conv1): 1-1"), table);
    assertTrue(table.contains("Total params: 112\n"), table);
  }

  @Test
  void codeCanBeReadWithAndWithoutAnnotations() {
    String network = visitor.create(SMALL);
    String preview = network + "/export/pytorch/preview";
    String fragment = visitor.send("GET", preview).body();
    assertTrue(fragment.contains("# conv1.weight [4, 3, 3, 3], bias [4]: 112 parameters"),
        fragment);
    assertFalse(fragment.contains("<html"), "a fragment");
    String plain = visitor.get(preview + "?annotated=false").body();
    assertTrue(plain.contains("<html"), "a whole page");
    assertFalse(plain.contains("112 parameters\n"), plain);
    assertEquals(422, visitor.get(network + "/export/onnx/preview").statusCode());
    assertEquals(404, visitor.get(network + "/export/word/preview").statusCode());
    String file = visitor.get(network + "/export/keras?annotated=false").body();
    assertTrue(file.contains("x = layers.Conv2D(4, 3, name=\"conv1\")(x)\n"), file);
  }

  @Test
  void theDialogSaysWhatThereIsAndIsAPageWithoutScripts() {
    String network = visitor.create(SMALL);
    String dialog = visitor.send("GET", network + "/export").body();
    assertTrue(dialog.contains("href=\"" + network + "/export/onnx\""), dialog);
    assertTrue(dialog.contains("Opset 20"), dialog);
    assertFalse(dialog.contains("<html"), "a fragment");
    String page = visitor.get(network + "/export").body();
    assertTrue(page.contains("<html"), "a whole page");
    assertTrue(page.contains("href=\"" + network + "/export/torchinfo\""), page);
  }

  @Test
  void aBrokenNetworkIsNotExportedUntilItIsRepaired() {
    String network = visitor.create(SMALL.replace("\"kernel_size\": 3", "\"kernel_size\": 9"));
    String dialog = visitor.send("GET", network + "/export").body();
    assertTrue(dialog.contains("until conv1 is repaired"), dialog);
    assertFalse(dialog.replace("/export/json", "").contains("/export/"), "only its document");
    assertEquals(422, visitor.get(network + "/export/onnx").statusCode());
    assertEquals(422, visitor.get(network + "/export/torchinfo").statusCode());
  }

  @Test
  void aFileThatWouldBeTooLargeSaysSoWhereItWouldBeOffered() {
    String network = visitor.create("""
        {"name": "huge", "input": [3, 1000, 1000], "layers": [
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 1000}]}""");
    String dialog = visitor.send("GET", network + "/export").body();
    assertTrue(dialog.contains("An ONNX file holds at most 2,147,483,647 bytes"), dialog);
    assertFalse(dialog.contains("/export/onnx"), dialog);
    assertTrue(dialog.contains("/export/torchinfo"), dialog);
    assertEquals(422, visitor.get(network + "/export/onnx").statusCode());
  }

  @Test
  void aFormatThatThereIsNotIsNotFound() {
    String network = visitor.create(SMALL);
    assertEquals(404, visitor.get(network + "/export/word").statusCode());
    assertEquals(404, visitor.get("/networks/nobodys/export/onnx").statusCode());
  }
}
