package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody without a mouse. */
@ExtendWith(Stage.class)
class KeyboardJourney {
  private static final int MOST_TABS = 60;

  @Test
  void aNetworkIsBuiltRunAndReadByKeyboardAlone(Visitor visitor) {
    visitor.opens("/networks");
    Page page = visitor.page();
    Keyboard keys = page.keyboard();
    tabsTo(page, "Blank network");
    keys.press("Enter");
    assertThat(page.locator("#inspector-title")).hasText("input");
    page.waitForLoadState(LoadState.NETWORKIDLE);

    keys.press("a");
    tabsTo(page, "Conv2d");
    keys.press("Enter");
    assertThat(page.locator("#inspector .inspector-type")).hasText("Conv2d");
    assertThat(page.locator("#add-layer")).isHidden();

    keys.press("r");
    assertThat(page.locator("#stage")).hasAttribute("data-state", "maps");
    assertThat(page.locator(".map-frame .reading")).not().isEmpty();
    keys.press("m");
    keys.press("ArrowRight");
    assertThat(page.locator(".map-panel [data-role=reading]")).not().isEmpty();
  }

  /** Presses Tab until the focus is on what starts with these words, as one who cannot point does. */
  private static void tabsTo(Page page, String words) {
    for (int tab = 0; tab <= MOST_TABS; tab++) {
      String focused = String.valueOf(page.evaluate(
          "(document.activeElement?.innerText || document.activeElement?.ariaLabel || '').trim()"));
      if (focused.startsWith(words)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    Assertions.fail(words + " cannot be reached with the Tab key");
  }
}
