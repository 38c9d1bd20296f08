package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who presses whatever the course offers to press. */
@ExtendWith(Stage.class)
class LessonLinksJourney {

  private static final Pattern MAP = Pattern.compile("([?&](layer=\\w+&)?map=\\d+)?");
  private static final Pattern UNIT = Pattern.compile(".*/layers/(\\w+)/units/([\\d/]+)");

  /** All 44 steps: a word that points finds what it points at in sight, a link that moves arrives. */
  @Test
  void everyWordPointsAndEveryLinkMoves(Visitor reader) {
    pressesEverything(reader);
  }

  @Test
  void everyWordPointsAndEveryLinkMovesOnAPhone(@At(Device.PHONE) Visitor reader) {
    pressesEverything(reader);
  }

  private static void pressesEverything(Visitor reader) {
    reader.opens("/learn");
    Page page = reader.page();
    page.locator(".chapter-title a").first().click();
    Locator next = page.locator("[rel=next]");
    for (int step = 1; step <= 44; step++) {
      pressesEachWord(page);
      pressesEachLink(page);
      String onward = next.getAttribute("href");
      next.click();
      arrives(page, onward);
    }
    assertThat(page.locator(".lesson")).hasCount(0);
  }

  /** The maps add which layer and which map they show. */
  private static void arrives(Page page, String address) {
    page.waitForURL(
        url -> url.contains(address)
            && MAP.matcher(url.split(Pattern.quote(address), 2)[1]).matches());
  }

  private static void pressesEachWord(Page page) {
    for (Locator word : page.locator("#lesson-text [data-points]").all()) {
      word.click();
      assertThat(word).hasAttribute("aria-pressed", "true");
      assertThat(page.locator("#lesson-piece [data-pointed], .code [data-pointed]").first())
          .isVisible();
    }
  }

  private static void pressesEachLink(Page page) {
    Locator links = page.locator("#lesson-text [data-moves]");
    for (int i = 0; i < links.count(); i++) {
      String address = links.nth(i).getAttribute("href");
      links.nth(i).click();
      arrives(page, address);
      Matcher unit = UNIT.matcher(address);
      if (unit.matches()) {
        assertThat(page.locator(".unit-lead code"))
            .hasText(unit.group(1) + "[" + unit.group(2).replace("/", ", ") + "]");
      }
      page.waitForLoadState(LoadState.NETWORKIDLE);
    }
  }
}
