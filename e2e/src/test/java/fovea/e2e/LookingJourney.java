package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.PageAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to see what a trained engineer only knows by its shape. */
@ExtendWith(Stage.class)
class LookingJourney {
  private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+|−[\\d.]+");

  @Test
  void aMapOfResNet18IsEnlargedAndReadCellByCell(Visitor engineer) {
    enlarges(engineer);
    assertThat(engineer.page().locator(".map-frame .reading")).containsText(NUMBER);
    engineer.page().locator(".map-canvas").focus();
    engineer.page().keyboard().press("ArrowRight");
    assertThat(engineer.page().locator(".map-panel [data-role=reading]")).containsText(NUMBER);
    engineer.picture("enlarged");
  }

  @Test
  void aMapOfResNet18IsEnlargedOnAPhone(@At(Device.PHONE) Visitor engineer) {
    enlarges(engineer);
    engineer.page().locator(".map-canvas").tap();
    assertThat(engineer.page().locator(".map-frame .reading")).containsText(NUMBER);
    engineer.neverScrollsSideways();
    engineer.picture("enlarged");
  }

  private static void enlarges(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open ResNet-18");
    bench.runs();
    bench.chooses("layer2.0.conv1");
    bench.shows("maps");
    assertThat(engineer.page().locator("#gallery-title")).containsText("128");
    bench.showsMap(0);
    engineer.page().locator(".map-tools [data-step='1']").click();
    assertThat(engineer.page().locator(".map-panel [data-role=number]")).hasText("1");
    assertThat(engineer.page()).hasURL(Pattern.compile(".*map=1.*"),
        new PageAssertions.HasURLOptions().setTimeout(10_000));
  }
}
