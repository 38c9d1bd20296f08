package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who has never been here. */
@ExtendWith(Stage.class)
class NewcomerJourney {

  @Test
  void meetsANetworkThatHasAlreadyRun(Visitor newcomer) {
    Bench bench = Bench.first(newcomer);
    bench.hasRun();
    assertThat(bench.gallery().first()).isAttached();
    assertThat(newcomer.page().locator("#totals")).containsText("12,402");
    newcomer.page().waitForLoadState(LoadState.NETWORKIDLE);
    newcomer.picture("first");
  }

  @Test
  void readsWhatTheNetworkSeesAndShowsItSomethingElse(Visitor newcomer) {
    readsWhatItSees(newcomer);
    newcomer.findsNoBarriers();
    newcomer.page().locator(".vector tbody th a").first().click();
    assertThat(newcomer.page().locator(".unit-title"))
        .containsText("Why is the number for “circle” ");
  }

  @Test
  void readsItOnAPhone(@At(Device.PHONE) Visitor newcomer) {
    readsWhatItSees(newcomer);
    newcomer.neverScrollsSideways();
  }

  private static void readsWhatItSees(Visitor newcomer) {
    Bench bench = Bench.first(newcomer);
    bench.hasRun();
    assertThat(newcomer.page().locator(".column-verdict")).hasText(Pattern.compile("star, \\d+ %"));
    bench.chooses("softmax");
    bench.shows("maps");
    assertThat(newcomer.page().locator(".verdict")).containsText("The network says: star, ");
    assertThat(newcomer.page().locator(".vector tbody tr").nth(4)).containsText("star");
    newcomer.picture("verdict");
    bench.opens("choose-picture");
    newcomer.page().locator("#choose-picture [value='builtin:heart']").click();
    assertThat(newcomer.page().locator(".column-verdict")).containsText("heart, ");
    assertThat(newcomer.page().locator(".verdict")).containsText("heart, ");
  }

  @Test
  void buildsASmallNetworkFromNothingAndRunsAnUploadedPhoto(Visitor newcomer) {
    buildsAndRuns(newcomer);
  }

  @Test
  void doesTheSameOnAPhone(@At(Device.PHONE) Visitor newcomer) {
    buildsAndRuns(newcomer);
    newcomer.neverScrollsSideways();
  }

  private static void buildsAndRuns(Visitor newcomer) {
    Bench bench = Bench.from(newcomer, "Blank network");
    bench.adds("Conv2d");
    bench.sets("out_channels", "6");
    bench.sets("padding", "1");
    bench.adds("ReLU");
    bench.adds("MaxPool2d");
    bench.adds("Flatten");
    bench.adds("Linear");
    bench.sets("out_features", "10");
    assertThat(bench.layers()).hasCount(6);
    assertThat(bench.problems()).hasCount(0);

    bench.uploads(Photo.onDisk());
    bench.runs();

    bench.chooses(bench.idOf(1));
    bench.shows("maps");
    assertThat(bench.map()).isVisible();
    assertThat(newcomer.page().locator("#gallery-title")).containsText(Pattern.compile("\\b6\\b"));
    newcomer.picture("built");
  }
}
