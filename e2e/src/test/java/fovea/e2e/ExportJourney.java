package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
    // Code comes first: one reads it, copies it and goes back, all by keyboard.
    assertThat(page.locator("#export-body a[href$='/export/pytorch/preview']")).isFocused();
    page.keyboard().press("Enter");
    Locator code = page.locator("#preview-text");
    assertThat(code).containsText("class Network(nn.Module):");
    assertThat(code).containsText("# conv_1_1.weight [");
    assertThat(page.locator("#export-body a[href$='/export']")).isFocused();
    engineer.picture("code");
    page.locator("#preview-plain").press("Enter");
    assertThat(code).not().containsText("#");
    assertThat(page.locator("#preview-plain")).isFocused();
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.locator("#preview-copy").press("Enter");
    assertThat(page.locator("#preview-copy")).hasText("Copied");
    assertEquals(code.textContent(), page.evaluate("navigator.clipboard.readText()"));
    engineer.findsNoBarriersHere();
    page.locator("#export-body a[href$='/export']").press("Enter");
    onnx.focus();
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
    assertTrue(Files.readString(table.path()).contains("Total params: 12,402"));
  }

  @Test
  void weightsGoOutAndComeBackAndAWrongFileIsRefusedWhereItWasChosen(Visitor engineer) {
    Bench bench = Bench.first(engineer);
    bench.hasRun();
    engineer.expectsRefusals();
    Page page = engineer.page();
    page.keyboard().press("e");
    Download weights = page.waitForDownload(
        () -> page.locator("#export-body a[href$='/export/safetensors']").click());
    Locator file = page.locator("#import-tensors");
    Locator load = page.locator("#export-body form button");
    file.setInputFiles(new FilePayload("x.safetensors", "", new byte[]{1, 2, 3}));
    load.click();
    assertThat(page.locator("#import-refused")).containsText("ends before the length");
    file.setInputFiles(weights.path());
    load.click();
    assertThat(page.locator("#export")).isHidden();
    bench.isSaved();
    assertThat(page.locator("#undo")).not().hasAttribute("aria-disabled", "true");
  }

  private static void requireModel(Download file) throws IOException {
    assertEquals("Shape namer.onnx", file.suggestedFilename());
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file.path()));
    assertEquals(20, model.getOpsetImport(0).getVersion());
    assertEquals("input", model.getGraph().getInput(0).getName());
    long weights = model.getGraph().getInitializerList().stream()
        .mapToLong(constant -> constant.getRawData().size())
        .sum();
    assertTrue(weights >= 4 * 12_402, "only " + weights + " bytes of weights");
  }

  @Test
  void withoutScriptsItIsAPageWithoutBarriers(Visitor visitor) {
    visitor.opens("/");
    visitor.opens(visitor.page().locator("a[data-opens=export]").first().getAttribute("href"));
    assertThat(visitor.page().locator("main a[href$='/export/onnx']")).isVisible();
    visitor.findsNoBarriers();
  }
}
