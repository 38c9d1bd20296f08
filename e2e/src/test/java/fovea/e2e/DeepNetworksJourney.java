package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who wants to see the big ones from the inside, on a photo of their own. */
@ExtendWith(Stage.class)
class DeepNetworksJourney {

  /** How many columns have no maps, or others than the layer has, by the headers of their sheets. */
  private static final String WRONG_COLUMNS = """
      async () => {
        let wrong = 0;
        for (const column of document.querySelectorAll("#overview .column")) {
          if (column.dataset.layer === "input") continue;
          const shape = column.dataset.shape.split(" ").map(Number);
          const sheet = column.dataset.sheet?.split("?")[0];
          const answer = sheet && await fetch(sheet);
          if (!answer?.ok) { wrong++; continue; }
          const channels = new DataView(await answer.arrayBuffer()).getInt32(4, true);
          if (channels !== (shape.length === 3 ? shape[0] : 1)) wrong++;
        }
        return wrong;
      }""";

  @Test
  void aPhotoShowsAllMapsOfResNet50(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open ResNet-50");
    bench.uploads(Photo.onDisk());
    bench.runs();
    assertEquals(0, engineer.page().evaluate(WRONG_COLUMNS));
    bench.chooses("layer4.2.conv3");
    assertThat(engineer.page().locator("#gallery-title"))
        .containsText(Pattern.compile("2,?048"));
    engineer.picture("resnet50");
  }

  @Test
  void denseNet121StaysUsableWithItsFourHundredLayers(Visitor engineer) {
    Bench bench = Bench.from(engineer, "Open DenseNet-121");
    bench.uploads(Photo.onDisk());
    bench.runs();
    assertEquals(0, engineer.page().evaluate(WRONG_COLUMNS));
    bench.chooses("features.denseblock4.denselayer16.conv2");
    assertThat(engineer.page().locator("#map-title")).containsText("32");
    bench.chooses("features.conv0");
    bench.sets("stride", "1");
    assertThat(bench.shape("features.denseblock4.denselayer16.conv2")).hasText("32×14×14");
    bench.chooses("features.pool0");
    bench.sets("stride", "4");
    assertThat(bench.shape("features.denseblock4.denselayer16.conv2")).hasText("32×7×7");
    engineer.picture("densenet121");
  }

  @Test
  void goingFromValuesToMapsLeavesNothingOfTheValuesBehind(Visitor learner) {
    Bench bench = Bench.first(learner);
    bench.hasRun();
    bench.chooses("output");
    assertThat(learner.page().locator("#vector-panel .legend span")).hasCount(3);
    bench.chooses("conv_1_1");
    assertThat(learner.page().locator("#map-panel .legend span")).hasCount(3);
    assertThat(learner.page().locator("#map-panel > [data-made]")).hasCount(0);
    assertThat(learner.page().locator("#vector-panel")).hasCount(0);
  }
}
