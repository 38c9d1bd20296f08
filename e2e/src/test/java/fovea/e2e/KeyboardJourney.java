package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody without a mouse. */
@ExtendWith(Stage.class)
class KeyboardJourney {
  private static final int MOST_TABS = 60;
  private static final int MOST_LOOKS = 100;
  private static final int LOOK_MILLIS = 40;
  private static final String HAS_FOCUS = """
      () => !document.querySelector(".htmx-request") && document.activeElement !== document.body
        && document.activeElement.checkVisibility() && !document.activeElement.disabled""";

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

  @Test
  void theNextLayerIsSaidWithItsShape(Visitor visitor) {
    Bench.first(visitor).hasRun();
    Page page = visitor.page();
    page.keyboard().press("j");
    assertThat(page.locator("#spoken[role=status]")).containsText("relu_2_2");
    assertThat(page.locator("#spoken")).containsText("10×26×26");
    page.keyboard().press("k");
    assertThat(page.locator("#spoken")).containsText("conv_2_2, 3×3, 10 filters");
  }

  /** The search of the palette answers names, kinds and descriptions in the reader's language. */
  @Test
  void aLayerIsFoundByTypingWhatItIsCalledOrDoes(Visitor visitor) {
    visitor.opens("/networks?lang=es");
    Bench.from(visitor, "Red vacía");
    Page page = visitor.page();
    String does = page.locator("#add-layer [value=BatchNorm2d] .kind-note").textContent();
    for (var search : Map.of("relu", "ReLU", "maxpool", "MaxPool2d", does, "BatchNorm2d")
        .entrySet()) {
      page.keyboard().press("a");
      assertThat(page.locator("#add-layer [type=search]")).isFocused();
      page.keyboard().type(search.getKey());
      assertThat(page.locator("#add-layer .kind[data-best]"))
          .hasAttribute("value", search.getValue());
      page.keyboard().press("Enter");
      assertThat(page.locator("#inspector .inspector-type")).hasText(search.getValue());
    }
    page.keyboard().press("a");
    page.keyboard().type("pool");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    String chosen = page.locator("#add-layer .kind:focus").getAttribute("value");
    page.keyboard().press("Enter");
    assertThat(page.locator("#inspector .inspector-type")).hasText(chosen);
    page.keyboard().press("a");
    page.keyboard().type("nichts dergleichen");
    assertThat(page.locator("#add-layer .kind:visible")).hasCount(0);
  }

  /** Whatever a key does, what has the focus can be seen, and is not the page as a whole. */
  @Test
  void theFocusIsNeverLost(Visitor visitor) {
    Bench.first(visitor).hasRun();
    Page page = visitor.page();
    page.keyboard().press("j");
    hasFocus(page, "j");
    for (String type : List.of("Conv2d", "ReLU", "Residual")) {
      page.keyboard().press("a");
      page.keyboard().type(type);
      page.keyboard().press("Enter");
      assertThat(page.locator("#add-layer")).isHidden();
      hasFocus(page, "adding " + type);
      assertThat(page.locator(".layer > a[aria-current]")).isFocused();
    }
    for (String key : List.of("Alt+ArrowUp", "Alt+ArrowDown", "Alt+d", "Delete", "Control+z",
        "Control+z",
        "Control+y", "Control+c", "Control+v", "Shift+ArrowUp", "Alt+ArrowUp", "Alt+d",
        "Shift+ArrowUp", "Delete", "Escape", "Control+z", "k", "Enter", "r", "[", "]", "m",
        "Escape")) {
      page.keyboard().press(key);
      hasFocus(page, key);
    }
    for (String key : List.of("a", "p", "h", "s", "e", "?")) {
      page.keyboard().press(key);
      assertThat(page.locator("dialog:modal")).isVisible();
      page.keyboard().press("Escape");
      hasFocus(page, key + " and Escape");
    }
    for (String button : List.of("#inspector .toolbar [value=up]",
        "#inspector .toolbar [aria-keyshortcuts='Alt+d']",
        "#inspector .toolbar [aria-keyshortcuts=Delete]", "#undo", "#redo", "#choose-several",
        ".segment[aria-keyshortcuts='[']")) {
      page.locator(button).focus();
      page.keyboard().press("Enter");
      hasFocus(page, button);
    }
  }

  @Test
  void norIsItOnAPage(Visitor visitor) {
    Bench.first(visitor).hasRun();
    Page page = visitor.page();
    for (String key : List.of("a", "Escape", "Delete", "Control+z", "Control+y", "Alt+d",
        "Control+v", "r")) {
      page.evaluate("document.activeElement.blur()");
      page.keyboard().press(key);
      // The one opens a dialog, the other does nothing as long as nothing was copied.
      if (!key.equals("a") && !key.equals("Control+v")) {
        hasFocus(page, key + " from the page");
      }
    }
  }

  /** Something in sight, at the latest when the answer has come. */
  private static void hasFocus(Page page, String after) {
    boolean hasFocus = false;
    for (int i = 0; i < MOST_LOOKS && !hasFocus; i++) {
      page.waitForTimeout(LOOK_MILLIS);
      hasFocus = Boolean.TRUE.equals(page.evaluate(HAS_FOCUS));
    }
    Assertions.assertTrue(hasFocus, "the focus after " + after);
  }

  /** Presses Tab until the focus is on what starts with these words, as one who cannot point does. */
  static void tabsTo(Page page, String words) {
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
