package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who builds with whole blocks, and moves layers about. */
@ExtendWith(Stage.class)
class EditingSeveralJourney {

  @Test
  void aBlockIsOneStepAndOneUndo(Visitor student) {
    addsABlock(student);
    student.findsNoBarriersHere();
  }

  @Test
  void aBlockOnAPhone(@At(Device.PHONE) Visitor student) {
    addsABlock(student);
    student.neverScrollsSideways();
  }

  private static void addsABlock(Visitor student) {
    Bench bench = Bench.from(student, "Open TinyVGG");
    Page page = student.page();
    bench.chooses("relu_1_1");
    int before = bench.layers().count();
    bench.shows("layers");
    page.locator(".layer-actions [data-opens=add-layer]").click();
    student.picture("blocks");
    page.locator("#add-layer button[value=residual]").click();
    assertThat(bench.layers()).hasCount(before + 7);
    assertThat(bench.problems()).hasCount(0);
    assertThat(bench.shape("add1")).hasText("10×62×62");
    page.locator("#undo").click();
    assertThat(bench.layers()).hasCount(before);
    page.locator("#redo").click();
    assertThat(bench.layers()).hasCount(before + 7);
  }

  @Test
  void layersAreCopiedIntoAnotherNetworkByKeyboard(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open TinyVGG");
    Page page = engineer.page();
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    Keyboard keys = page.keyboard();
    bench.layer("conv_1_1").locator("a").focus();
    keys.press("Shift+ArrowDown");
    keys.press("Shift+ArrowDown");
    assertThat(page.locator(".layer[data-picked]")).hasCount(3);
    assertThat(page.locator(".selection-count")).hasText("3 layers");
    engineer.picture("several");
    keys.press("Control+c");
    assertThat(page.locator(".selection-count")).containsText("Copied");
    Bench.from(engineer, "Blank network");
    keys.press("Control+v");
    assertThat(bench.layers()).hasCount(4);
    assertThat(bench.shape("conv_1_2")).hasText("10×60×60");
    keys.press("Control+z");
    assertThat(bench.layers()).hasCount(1);
  }

  @Test
  void layersAreChosenByTapsAndDuplicatedAndDeleted(@At(Device.PHONE) Visitor student) {
    Bench bench = Bench.from(student, "Open TinyVGG");
    Page page = student.page();
    bench.shows("layers");
    int before = bench.layers().count();
    page.locator("#choose-several").tap();
    bench.layer("relu_1_1").locator("a").tap();
    bench.layer("relu_1_2").locator("a").tap();
    assertThat(page.locator(".selection-count")).hasText("2 layers");
    student.neverScrollsSideways();
    student.picture("several");
    page.locator("[data-does=duplicate]").tap();
    assertThat(bench.layers()).hasCount(before + 2);
    page.locator("[data-does=remove]").tap();
    assertThat(bench.layers()).hasCount(before);
    student.findsNoBarriers();
  }

  @Test
  void aLayerIsDraggedToAnotherPlace(Visitor teacher) {
    Bench bench = Bench.from(teacher, "Open TinyVGG");
    Page page = teacher.page();
    drag(page, bench.layer("relu_1_1"), bench.layer("conv_1_2"));
    assertThat(bench.layers().nth(2)).hasAttribute("data-layer", "conv_1_2");
    assertThat(bench.layers().nth(3)).hasAttribute("data-layer", "relu_1_1");
    page.keyboard().press("Control+z");
    assertThat(bench.layers().nth(2)).hasAttribute("data-layer", "relu_1_1");
    assertEquals(0, bench.problems().count());
  }

  private static void drag(Page page, Locator from, Locator behind) {
    BoundingBox start = from.boundingBox();
    BoundingBox end = behind.boundingBox();
    page.mouse().move(start.x + 60, start.y + 20);
    page.mouse().down();
    page.mouse().move(end.x + 60, end.y + end.height - 4,
        new Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
  }
}
