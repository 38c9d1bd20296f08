package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who takes a network along to other programs. */
@ExtendWith(Stage.class)
class ExportJourney {

  @Test
  void anEngineerTakesTheOnnxFileByKeyboard(Visitor engineer) throws IOException {
    Bench.first(engineer).hasRun();
    Page page = engineer.page();
    page.keyboard().press("e");
    Locator onnx = page.locator("#export-body a[href$='/export/onnx']");
    assertThat(onnx).isFocused();
    assertThat(page.locator("#export-body")).containsText("Opset 20");
    engineer.picture("export");
    requireModel(page.waitForDownload(() -> page.keyboard().press("Enter")));
    page.keyboard().press("Escape");
    assertThat(page.locator("#export")).isHidden();
  }

  @Test
  void soDoesAStudentWithAPhone(@At(Device.PHONE) Visitor student) throws IOException {
    Bench.first(student);
    Page page = student.page();
    page.locator("#more-choice").tap();
    page.locator("#more [data-opens=export]").tap();
    Locator onnx = page.locator("#export-body a[href$='/export/onnx']");
    assertThat(onnx).isVisible();
    student.neverScrollsSideways();
    student.picture("export");
    requireModel(page.waitForDownload(onnx::tap));
    Download table = page.waitForDownload(
        () -> page.locator("#export-body a[href$='/export/torchinfo']").tap());
    assertTrue(Files.readString(table.path()).contains("Total params: 19,920"));
  }

  private static void requireModel(Download file) throws IOException {
    assertEquals("Harbour TinyVGG.onnx", file.suggestedFilename());
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file.path()));
    assertEquals(20, model.getOpsetImport(0).getVersion());
    assertEquals("input", model.getGraph().getInput(0).getName());
    long weights = model.getGraph().getInitializerList().stream()
        .mapToLong(constant -> constant.getRawData().size())
        .sum();
    assertTrue(weights >= 4 * 19_920, "only " + weights + " bytes of weights");
  }

  @Test
  void withoutScriptsItIsAPageWithoutBarriers(Visitor visitor) {
    visitor.opens("/");
    visitor.opens(visitor.page().locator("a[data-opens=export]").first().getAttribute("href"));
    assertThat(visitor.page().locator("main a[href$='/export/onnx']")).isVisible();
    visitor.findsNoBarriers();
  }
}
