package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who changes a published network and watches what follows. */
@ExtendWith(Stage.class)
class EditingJourney {

  @Test
  void aStrideInVgg16ChangesEverythingBehindIt(Visitor student) {
    doublesAStride(student);
  }

  @Test
  void aStrideInVgg16ChangesEverythingBehindItOnAPhoneToo(@At(Device.PHONE) Visitor student) {
    doublesAStride(student);
    student.neverScrollsSideways();
  }

  private static void doublesAStride(Visitor student) {
    Bench bench = Bench.from(student, "Open VGG-16");
    assertThat(bench.shape("features.2")).hasText("64×224×224");
    assertThat(bench.shape("features.28")).hasText("512×14×14");

    bench.chooses("features.2");
    bench.sets("stride", "2");

    assertThat(bench.shape("features.0")).hasText("64×224×224");
    assertThat(bench.shape("features.2")).hasText("64×112×112");
    assertThat(bench.shape("features.28")).hasText("512×7×7");
    bench.chooses("features.28");
    bench.shows("numbers");
    assertThat(student.page().locator("#q-shape .quantity-value")).hasText("512 × 7 × 7");
    student.picture("stride");
  }

  @Test
  void aBrokenNetworkIsRepairedWithOneClick(Visitor student) {
    breaksAndRepairs(student);
  }

  @Test
  void aBrokenNetworkIsRepairedWithOneTouch(@At(Device.PHONE) Visitor student) {
    breaksAndRepairs(student);
  }

  private static void breaksAndRepairs(Visitor student) {
    Bench bench = Bench.from(student, "Open TinyVGG");
    String conv = "conv_1_2";
    bench.chooses(conv);
    bench.sets("groups", "3");

    assertThat(bench.problems().first()).containsText(conv);
    assertThat(bench.layer(conv)).hasAttribute("data-state", "problem");
    student.picture("broken");
    bench.shows("maps");
    bench.problems().first().locator(".repairs button").first().click();

    assertThat(bench.problems()).hasCount(0);
    assertThat(bench.layer(conv)).not().hasAttribute("data-state", "problem");
  }
}
