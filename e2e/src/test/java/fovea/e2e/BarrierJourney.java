package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is kept out: axe finds nothing on any page, light or dark, wide or narrow. */
@ExtendWith(Stage.class)
class BarrierJourney {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/networks", "/sets", "/sets/shapes", "/experiments", "/rooms",
    "/about", "/differences", "/api", "/nowhere"})
  void axeFindsNothingOn(String address, Visitor visitor) {
    visitor.expectsRefusals();
    visitor.opens(address);
    visitor.findsNoBarriers();
    visitor.neverScrollsSideways();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/networks", "/sets", "/sets/shapes", "/experiments", "/rooms",
    "/about", "/differences", "/api"})
  void norOnAPhoneOn(String address, @At(Device.PHONE) Visitor visitor) {
    visitor.opens(address);
    visitor.findsNoBarriers();
    visitor.neverScrollsSideways();
  }

  /** Steps with pieces that are nowhere else looked at so, and the course's other kinds of pages. */
  @Test
  void norInTheCourse(Visitor learner) {
    // Equivariance, locality, pooling and the parameters are looked at on pages of their own.
    for (String address : List.of("/learn/local/window", "/learn/hierarchy/grow",
        "/learn/conv2d/code", "/learn/hierarchy/seven", "/learn/figures", "/learn")) {
      learner.opens(address);
      learner.findsNoBarriersIn(ColorScheme.LIGHT);
      learner.neverScrollsSideways();
    }
    Page page = learner.page();
    learner.opens("/learn/quiz");
    page.locator("#hand button").first().click();
    assertThat(page.locator("[data-answered=wrong]")).isVisible();
    learner.findsNoBarriersIn(ColorScheme.LIGHT);
    learner.opens("/learn/tasks");
    page.locator("#small button").click();
    assertThat(page.locator("#goals")).isVisible();
    learner.findsNoBarriersIn(ColorScheme.LIGHT);
  }

  @Test
  void norThereInTheDarkOnAPhone(@At(Device.PHONE) Visitor learner) {
    learner.opens("/learn/questions/field/3/1");
    learner.page().locator("#answer").fill("1");
    learner.page().locator(".check-form button").tap();
    assertThat(learner.page().locator(".question-mistake").first()).isVisible();
    learner.findsNoBarriersIn(ColorScheme.DARK);
    for (String address : List.of("/learn", "/learn/local/window")) {
      learner.opens(address);
      learner.findsNoBarriersIn(ColorScheme.DARK);
      learner.neverScrollsSideways();
    }
  }
}
